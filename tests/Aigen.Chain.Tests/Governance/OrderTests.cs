using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Governance;

public sealed class OrderTests : IDisposable
{
    private static readonly Hash256 Document = Hash256.From([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Sign_SpecifiedMessages_GiveTheSpecifiedSignatures()
    {
        var shutdown = DevelopmentKeys.Ceo.Sign(new ShutdownOrder(1730000000, 1, "test", default).MessageToSign(2711724449)).ToString();
        Assert.StartsWith("0x451e45ce", shutdown);
        Assert.EndsWith("fd03", shutdown);
        Assert.Equal(
            "0x258b39ba9707ea1d43456b946687a30af886a85722c90a79ed3aedda9f899fde1b37e1e3066c4a11be07a74275334545255f49b603ee211bdc33ac6629f12105",
            DevelopmentKeys.Ceo.Sign(new SipDecisionOrder("SIP-1", true, default).MessageToSign(Document)).ToString());
    }

    [Fact]
    public void Produce_Shutdown_StopsTransactionsForGoodAndStillSettlesReceipts()
    {
        _chain.Submit(_chain.Transfer());
        var produced = _chain.Produce(orders: [Shutdown(_chain.Now)]);
        Assert.True(produced.Block.Header.Shutdown);
        Assert.Empty(produced.Block.Transactions);
        _chain.Restart();
        Assert.Equal("test", Aigen.Chain.Shutdown.Load(_chain.Ledger.State)!.Reason);
        Assert.Equal(RefusalRule.Shutdown, _chain.Submit(_chain.Transfer(from: 1), by: 1).Refusal!.Rule);
        var receipt = _chain.Receipt(TestChain.Wallets[0].Address, Funding.Quota, tokens: 1, price: 0);
        var later = _chain.Produce([receipt], [Shutdown(_chain.Now)]);
        Assert.Single(later.Block.Receipts);
        Assert.Equal(RefusalRule.Shutdown, Assert.Single(later.RefusedOrders).Refusal.Rule);
    }

    [Theory]
    [InlineData(-301, RefusalRule.OrderExpired)]
    [InlineData(11, RefusalRule.OrderExpired)]
    [InlineData(-300, null)]
    [InlineData(10, null)]
    public void Produce_ShutdownOfAnotherTime_IsTakenWithinFiveMinutes(long offset, RefusalRule? rule) =>
        Assert.Equal(rule, _chain.Produce(orders: [Shutdown(_chain.Now + offset)]).RefusedOrders.FirstOrDefault().Refusal?.Rule);

    [Fact]
    public void Produce_ShutdownByAnotherKey_IsRefused() => Assert.Equal(
        RefusalRule.OrderSignature, Assert.Single(_chain.Produce(orders: [Shutdown(_chain.Now, TestChain.Wallets[0])]).RefusedOrders).Refusal.Rule);

    [Fact]
    public void Produce_ProposalThenDecisions_FollowsTheCeo()
    {
        Assert.Equal(RefusalRule.ProposalNotFound, Decide(approve: true));
        Assert.Null(_chain.Submit(_chain.Call($$"""{"proposal_id":"SIP-1","proposal_hash":"{{Document}}"}""", 0)).Refusal);
        _chain.Produce();
        Assert.Equal(ProposalStatus.Pending, Status);
        Assert.Equal(RefusalRule.OrderSignature, Decide(approve: true, by: TestChain.Wallets[0]));
        Assert.Null(Decide(approve: true));
        Assert.Equal(ProposalStatus.Approved, Status);
        Assert.Equal(RefusalRule.ProposalDecided, Decide(approve: true));
        Assert.Null(Decide(approve: false));
        Assert.Equal(ProposalStatus.Vetoed, Status);
        Assert.Equal(RefusalRule.ProposalDecided, Decide(approve: true));
    }

    [Fact]
    public void Submit_ProposalOfATakenId_IsRefused()
    {
        var call = $$"""{"proposal_id":"SIP-1","proposal_hash":"{{Document}}"}""";
        _chain.Submit(_chain.Call(call, 0));
        _chain.Produce();
        Assert.Contains("exists already", _chain.Submit(_chain.Call(call, 0)).Refusal!.Message);
    }

    private ProposalStatus Status => Proposal.Load(_chain.Ledger.State, "SIP-1")!.Status;

    private RefusalRule? Decide(bool approve, SigningKey? by = null)
    {
        var unsigned = new SipDecisionOrder("SIP-1", approve, default);
        var order = unsigned with { Signature = (by ?? DevelopmentKeys.Ceo).Sign(unsigned.MessageToSign(Document)) };
        return _chain.Produce(orders: [order]).RefusedOrders.FirstOrDefault().Refusal?.Rule;
    }

    private static ShutdownOrder Shutdown(long timestamp, SigningKey? by = null)
    {
        var unsigned = new ShutdownOrder(timestamp, 1, "test", default);
        return unsigned with { Signature = (by ?? DevelopmentKeys.Ceo).Sign(unsigned.MessageToSign(TestChain.Spec.NetworkMagic)) };
    }
}
