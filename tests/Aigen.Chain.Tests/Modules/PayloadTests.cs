using System.Text;
using Aigen.Chain.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Modules;

public sealed class PayloadTests : IDisposable
{
    private const string Unlimited = """{"tier":"unlimited","duration_months":12}""";

    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Theory]
    [InlineData("+7")]
    [InlineData(" 7")]
    [InlineData("+3")]
    [InlineData(" basic")]
    [InlineData("basic,pro")]
    [InlineData("free")]
    public void Submit_TierThatIsNoName_IsRefused(string tier) =>
        Assert.Equal(RefusalRule.Payload, _chain.Submit(_chain.Call($$"""{"tier":"{{tier}}","duration_months":1}""", 0)).Refusal?.Rule);

    [Theory]
    [InlineData("""{"tier":"\ud800","duration_months":1}""")]
    [InlineData("""{"max_tokens":"\udc00"}""")]
    [InlineData("""{"max_tokens":1,"user_address":"\ud800"}""")]
    [InlineData("""{"\ud800ier":"basic","tier":"basic","\ud800ier":"basic"}""")]
    public void Submit_PayloadWithHalfACharacter_IsRefused(string payload) =>
        Assert.Equal(RefusalRule.Payload, _chain.Submit(_chain.Call(payload, 50)).Refusal?.Rule);

    [Theory]
    [InlineData("{\"tier\":\"*\",\"duration_months\":1}")]
    [InlineData("{\"max_tokens\":*}")]
    [InlineData("{\"max_tokens\":\"*\"}")]
    public void Submit_PayloadThatIsNotUtf8_IsRefused(string payload)
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(payload).Select(b => b == '*' ? (byte)0xFF : b)];
        Assert.Equal(RefusalRule.Payload, _chain.Submit(_chain.Call("", 50) with { Payload = bytes }).Refusal?.Rule);
    }

    [Fact]
    public void Submit_NumberWithANulBehindIt_IsRefused() =>
        Assert.Equal(RefusalRule.Payload, _chain.Submit(_chain.Call("""{"max_tokens":"1\u0000"}""", 50)).Refusal?.Rule);

    [Fact]
    public void Apply_YearsOfATierUpToTheEndOfTheCalendar_RefusesTheNextAndGoesOn()
    {
        var execution = new BlockExecution(TestChain.Spec, _chain.Ledger.State, TestChain.Start, TestChain.RewardAddress, _ => false);
        var year = _chain.Call(Unlimited, 0);
        ulong nonce = 0;
        Refusal? refusal;
        do
        {
            refusal = execution.Apply(year with { Nonce = nonce });
            nonce += refusal is null ? 1UL : 0;
        }
        while (refusal is null);

        Assert.Equal(RefusalRule.Subscription, refusal.Rule);
        Assert.InRange(nonce, 7_900UL, 8_000UL);
        Assert.Null(execution.Apply(_chain.Transfer(nonce: nonce)));
    }
}
