using Aigen.Chain.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Ledgers;

public sealed class ReceiptTests : IDisposable
{
    private readonly TestChain _chain = new();
    private readonly Address _wallet = TestChain.Wallets[0].Address;

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Produce_PaymentThenReceipt_AddsCreditOnceAndSpendsThePrice()
    {
        var payment = TestChain.Wallets[0].Sign(_chain.Call("""{"model_id":"m","max_tokens":2000}""", amount: 2));
        Assert.True(_chain.Add(payment).IsNew);
        _chain.Produce();
        Assert.Equal(new Credit(2_000_000), Credit);
        Assert.False(_chain.Add(payment).IsNew);
        _chain.Produce([_chain.Receipt(_wallet, Funding.Credit, tokens: 150, price: 150_000)]);
        Assert.Equal(new Credit(1_850_000), Credit);
        Assert.Equal((0UL, 150UL), (Usage.Requests, Usage.Tokens));
    }

    [Fact]
    public void Produce_QuotaReceipt_CountsARequestAndItsTokens()
    {
        _chain.Produce([_chain.Receipt(_wallet, Funding.Quota, tokens: 30, price: 0)]);
        Assert.Equal((1UL, 30UL), (Usage.Requests, Usage.Tokens));
    }

    [Fact]
    public void Produce_ReceiptOfANewMonth_StartsFromNothing()
    {
        _chain.Produce([_chain.Receipt(_wallet, Funding.Quota, tokens: 30, price: 0)]);
        _chain.Time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(0UL, Usage.Requests);
        _chain.Produce([_chain.Receipt(_wallet, Funding.Quota, tokens: 5, price: 0)]);
        Assert.Equal((1UL, 5UL), (Usage.Requests, Usage.Tokens));
    }

    [Theory]
    [InlineData(149_999, RefusalRule.Price)]
    [InlineData(150_001, RefusalRule.Price)]
    [InlineData(150_000, RefusalRule.Credit)]
    public void Produce_ReceiptWithoutCreditOrWithAnotherPrice_IsRefused(ulong price, RefusalRule rule)
    {
        var produced = _chain.Produce([_chain.Receipt(_wallet, Funding.Credit, tokens: 150, price)]);
        Assert.Equal(rule, Assert.Single(produced.RefusedReceipts).Refusal.Rule);
        Assert.Empty(produced.Block.Receipts);
    }

    [Fact]
    public void Produce_SameReceiptTwice_CountsOnce()
    {
        var receipt = _chain.Receipt(_wallet, Funding.Quota, tokens: 1, price: 0);
        Assert.Equal(RefusalRule.ReceiptId, Assert.Single(_chain.Produce([receipt, receipt]).RefusedReceipts).Refusal.Rule);
        Assert.Equal(RefusalRule.ReceiptId, Assert.Single(_chain.Produce([receipt]).RefusedReceipts).Refusal.Rule);
        Assert.Equal(1UL, Usage.Requests);
    }

    [Fact]
    public void Apply_ReceiptOfAStranger_IsRefused()
    {
        var forged = _chain.Receipt(_wallet, Funding.Quota, tokens: 1, price: 0) with { CompletionTokens = 2 };
        var block = _chain.Produce([forged]).Block;
        using var copy = new TestChain();
        Assert.Contains("signature", Assert.Throws<LedgerException>(() => copy.Ledger.Apply(block)).Message);
    }

    [Theory]
    [InlineData("""{"model_id":"m","max_tokens":2001}""", 2, "amount 2, expected 3")]
    [InlineData("""{"model_id":"m","max_tokens":0}""", 2, "max_tokens is 0")]
    [InlineData("""{"model_id":"m","max_tokens":1,"max_tokens":2}""", 2, "not JSON")]
    [InlineData("""{"model_id":"m","user_address":"0xfE58D4dEf43198B66BA35cFf4B2e584BE19efA05"}""", 2, "is not the sender")]
    [InlineData("""{"tier":"gold","duration_months":1}""", 50, "tier is 'gold'")]
    [InlineData("""{"tier":"basic","duration_months":13}""", 650, "duration_months is 13")]
    [InlineData("""{"tier":"basic","duration_months":2}""", 99, "amount 99, expected 100")]
    [InlineData("""{"proposal_id":"a:b","proposal_hash":"0x00"}""", 0, "proposal_id 'a:b'")]
    public void Add_PayloadSaidWrongly_IsRefusedWithTheReason(string payload, ulong amount, string reason) =>
        Assert.Contains(reason, _chain.Submit(_chain.Call(payload, amount)).Refusal!.Message);

    [Fact]
    public void Add_PayloadToSomebodyElse_IsANoteThatTheChainDoesNotRead()
    {
        var note = _chain.Transfer() with { Payload = "{not json"u8.ToArray() };
        Assert.Null(_chain.Submit(note).Refusal);
    }

    private Credit Credit => CreditAccount.Load(_chain.Ledger.State, _wallet);

    private Usage Usage => Usage.Load(_chain.Ledger.State, _wallet).At(_chain.Now);
}
