using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Governance;

/// <summary>Releases of models, the decisions on them, and votes.</summary>
public sealed class ReleaseTests : IDisposable
{
    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Produce_FirstRelease_IsActiveAndALaterOneWaits()
    {
        Assert.Null(Give(Release("1.0")));
        Assert.Equal(("1.0", ReleaseStatus.Approved), (Active.Version, Active.Status));

        Assert.Null(Give(Release("2.0")));
        Assert.Equal("1.0", Active.Version);
        Assert.Equal(ReleaseStatus.Pending, Find("m@2.0").Status);
    }

    [Fact]
    public void Produce_ApprovedUpgrade_IsTheActiveReleaseAndTheOlderOneStaysKnown()
    {
        Give(Release("1.0"));
        Give(Release("2.0"));
        Assert.Null(Give(Decide("m@2.0")));
        Assert.Equal("2.0", Active.Version);
        Assert.Equal(ReleaseStatus.Approved, Find("m@1.0").Status);
        Assert.Equal(RefusalRule.ProposalDecided, Give(Decide("m@2.0"))?.Rule);
        Assert.Equal(RefusalRule.ProposalDecided, Give(Decide("m@2.0", "late"))?.Rule);
    }

    [Fact]
    public void Produce_RejectedUpgrade_KeepsTheReasonAndIsNeverActive()
    {
        Give(Release("1.0"));
        Give(Release("2.0"));
        Assert.Null(Give(Decide("m@2.0", "too: large")));
        Assert.Equal((ReleaseStatus.Rejected, "too: large", _chain.Now), (Find("m@2.0").Status, Find("m@2.0").Reason, Find("m@2.0").DecidedAt));
        Assert.Equal("1.0", Active.Version);
        Assert.Equal(RefusalRule.ProposalDecided, Give(Decide("m@2.0"))?.Rule);
    }

    [Fact]
    public void Produce_TheSameOrderAgain_IsRefusedByTheStateAlsoAfterARestart()
    {
        Give(Release("1.0"));
        Give(Vote("m@1.0", GovernanceVote.Approve));
        _chain.Restart();
        Assert.Equal(RefusalRule.ReleaseExists, Give(Release("1.0"))?.Rule);
        Assert.Equal(RefusalRule.AlreadyVoted, Give(Vote("m@1.0", GovernanceVote.Approve))?.Rule);
    }

    [Theory]
    [InlineData("m@9")]
    [InlineData("m")]
    [InlineData("m@1.0@2.0")]
    [InlineData("")]
    public void Produce_DecisionOrVoteOfAnUnknownId_IsNotFound(string id)
    {
        Give(Release("1.0"));
        Assert.Equal(RefusalRule.ProposalNotFound, Give(Decide(id))?.Rule);
        Assert.Equal(RefusalRule.ProposalNotFound, Give(Vote(id, GovernanceVote.Reject))?.Rule);
    }

    [Fact]
    public void Produce_SecondVote_SaysWhatTheFirstOneWas()
    {
        _chain.Submit(_chain.Call($$"""{"proposal_id":"SIP-1","proposal_hash":"{{Hash256.Of([1])}}"}""", 0));
        _chain.Produce();
        Assert.Null(Give(Vote("SIP-1", GovernanceVote.Abstain)));
        Assert.Contains("voted abstain on SIP-1", Give(Vote("SIP-1", GovernanceVote.Approve))?.Message);
        Assert.Equal(GovernanceVote.Abstain, Aigen.Chain.Vote.Load(_chain.Ledger.State, "SIP-1")!.Choice);
        Assert.Equal(ProposalStatus.Pending, Proposal.Load(_chain.Ledger.State, "SIP-1")!.Status);
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "model", "at most 63 together; they have 66" }, { "colon", "letters, digits, dots, dashes and underscores" },
        { "name", "name has 129 characters, 1 to 128 are allowed" }, { "nameless", "name has 0 characters" }, { "control", "control character" },
        { "shards", "hashes has 1025 items, 1 to 1024 are allowed" }, { "none", "hashes has 0 items" },
        { "size", "total_size is 1, expected at least a byte for each of 2 shards" },
        { "tier", "minimum_tier is 'Pro', expected free, basic, pro, unlimited or nothing" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Produce_ReleaseThatCannotBe_SaysTheNumbers(string fault, string expected)
    {
        var good = Release("1.0");
        var refusal = Give(fault switch
        {
            "model" => good with { ModelId = new string('m', 63) },
            "colon" => good with { Version = "1:0" },
            "name" => good with { Name = new string('n', 129) },
            "nameless" => good with { Name = "" },
            "control" => good with { Name = "a\nb" },
            "shards" => good with { Shards = [.. Enumerable.Repeat(Hash256.Of([1]), 1025)], TotalSize = 9999 },
            "none" => good with { Shards = [] },
            "size" => good with { Shards = [Hash256.Of([1]), Hash256.Of([2])], TotalSize = 1 },
            _ => good with { MinimumTier = "Pro" },
        });
        Assert.Equal(RefusalRule.Release, refusal?.Rule);
        Assert.Contains(expected, refusal!.Message, StringComparison.Ordinal);
        Assert.Empty(new ActiveReleases(_chain.Ledger.State).All);
    }

    [Theory]
    [InlineData(-301, RefusalRule.OrderExpired)]
    [InlineData(11, RefusalRule.OrderExpired)]
    [InlineData(-300, null)]
    public void Produce_OrderOfAnotherTime_IsTakenWithinFiveMinutesOfTheBlock(long offset, RefusalRule? rule)
    {
        Assert.Equal(rule, Give(Release("1.0") with { Timestamp = _chain.Now + offset })?.Rule);
        Give(Release("1.0"));
        Give(Release("2.0"));
        Assert.Equal(rule, Give(Vote("m@2.0", GovernanceVote.Reject) with { Timestamp = _chain.Now + offset })?.Rule);
        Assert.Equal(rule, Give(Decide("m@2.0") with { Timestamp = _chain.Now + offset })?.Rule);
    }

    [Fact]
    public void Produce_OrdersOfAnotherKey_AreRefused()
    {
        var stranger = TestChain.Wallets[0];
        Assert.Equal(RefusalRule.OrderSignature, Give(Release("1.0"), stranger)?.Rule);
        Assert.Equal(RefusalRule.OrderSignature, Give(Decide("m@1.0"), stranger)?.Rule);
        Assert.Equal(RefusalRule.OrderSignature, Give(Vote("m@1.0", GovernanceVote.Approve), stranger)?.Rule);
    }

    [Fact]
    public void Ledger_WithReleasesAndVotes_IsReplayedVerifiedExportedAndTakenBack()
    {
        Give(Release("1.0"));
        Give(Release("2.0"));
        Give(Vote("m@2.0", GovernanceVote.Approve));
        var before = SomeChain.Dump(_chain.Store, Column.State, Column.StateTree);
        Give(Decide("m@2.0"));

        using var other = new TestStore();
        var copy = Ledger.Open(other.Store, TestChain.Spec);
        SomeChain.Blocks(_chain.Ledger).ToList().ForEach(read => copy.Apply(read()));
        Assert.Equal(_chain.Ledger.Head.Hash, copy.Head.Hash);
        Assert.Equal("2.0", new ActiveReleases(copy.State).Find("m")!.Version);
        Assert.NotEmpty(SomeChain.Export(_chain.Ledger));

        _chain.Ledger.TakeBack();
        Assert.Equal(before, SomeChain.Dump(_chain.Store, Column.State, Column.StateTree));
        Assert.Equal("1.0", Active.Version);
    }

    private ModelRelease Active => new ActiveReleases(_chain.Ledger.State).Find("m")!;

    private ModelRelease Find(string id) => ModelRelease.Load(_chain.Ledger.State, id)!;

    private ReleaseOrder Release(string version) => new(_chain.Now, "m", version, "a model", 10, [Hash256.Of([1])], false, "", false, default);

    private UpgradeDecisionOrder Decide(string id, string? reason = null) => new(_chain.Now, id, reason, default);

    private VoteOrder Vote(string id, GovernanceVote vote) => new(_chain.Now, id, vote, default);

    private Refusal? Give(DatedOrder order, SigningKey? by = null)
    {
        var signed = order with { Signature = (by ?? DevelopmentKeys.Ceo).Sign(order.MessageToSign(TestChain.Spec.NetworkMagic)) };
        return _chain.Produce(orders: [signed]).RefusedOrders.FirstOrDefault().Refusal;
    }
}
