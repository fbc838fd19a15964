using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Governance;

public sealed class CeoReadsTests
{
    private readonly ManualTime _time = new(TestChain.Start);
    private readonly CeoReads _reads;

    public CeoReadsTests()
    {
        _reads = new CeoReads(TestChain.Spec, _time);
        _time.Advance(TimeSpan.FromSeconds(1000));
    }

    private long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    [Fact]
    public void Use_TheSameMessageAgain_IsRefusedAsLongAsItsTimePasses()
    {
        var signed = Now;
        Assert.Null(Use(signed));
        Assert.Equal(RefusalRule.OrderSeen, Use(signed));
        _time.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal(RefusalRule.OrderSeen, Use(signed));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(RefusalRule.OrderExpired, Use(signed));
    }

    [Fact]
    public void Use_MessagesOfOneSecond_AreOneOfEachKind()
    {
        Assert.Null(Use(Now));
        Assert.Null(Use(Now, CeoRead.Metrics));
        Assert.Equal(RefusalRule.OrderSignature, Refused(_reads.Use(CeoRead.Metrics, Now, Sign(CeoRead.Health, Now, DevelopmentKeys.Ceo))));
    }

    [Theory]
    [InlineData(-301, RefusalRule.OrderExpired)]
    [InlineData(11, RefusalRule.OrderExpired)]
    [InlineData(-300, null)]
    [InlineData(10, null)]
    public void Use_MessageOfAnotherTime_IsTakenWithinFiveMinutes(long offset, RefusalRule? rule) => Assert.Equal(rule, Use(Now + offset));

    [Fact]
    public void Use_MessageFromBeforeTheStart_IsRefusedSinceItMayHaveBeenUsed()
    {
        var again = new CeoReads(TestChain.Spec, _time);
        var refusal = again.Use(CeoRead.Health, Now - 1, Sign(CeoRead.Health, Now - 1, DevelopmentKeys.Ceo));
        Assert.Equal((RefusalRule.OrderExpired, $"{Now}..{Now + 10}"), (refusal!.Rule, refusal.Expected));
    }

    [Fact]
    public void Use_SignedByAnother_IsRefusedAndLeavesTheMessageUnused()
    {
        Assert.Equal(RefusalRule.OrderSignature, Refused(_reads.Use(CeoRead.Health, Now, Sign(CeoRead.Health, Now, TestChain.Wallets[0]))));
        Assert.Null(Use(Now));
    }

    private RefusalRule? Use(long timestamp, CeoRead read = CeoRead.Health) => Refused(_reads.Use(read, timestamp, Sign(read, timestamp, DevelopmentKeys.Ceo)));

    private static RefusalRule? Refused(Refusal? refusal) => refusal?.Rule;

    private static Signature Sign(CeoRead read, long timestamp, SigningKey key) => key.Sign(CeoReads.MessageToSign(read, TestChain.Spec.NetworkMagic, timestamp));
}
