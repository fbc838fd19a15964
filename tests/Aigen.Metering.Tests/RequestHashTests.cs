using Aigen.Inference;

namespace Aigen.Metering.Tests;

public class RequestHashTests
{
    // The digests are Node.js's: createHash('sha256').update(JSON.stringify({model_id, messages})).
    [Theory]
    [InlineData(null, "What is the capital of France?", "22eed03f3d3c9d2511a62d990eaa5c14cb51a76e3edcb042caebfc51629ae1f9")]
    [InlineData("aigen-tiny", "Hello!", "8f57463427eb757bf591bcc996dca95d7e0635c9deea402cddae96e7a574942f")]
    [InlineData("m", "quote \" slash \\ / plus + less < amp & tab \t newline \n return \r back \b feed \f unit \u001f delete \u007f", "304bb5828f84347d551d9b16bd063aaad550b8bad67ed96be6c5270459340ed4")]
    [InlineData("m", "h\u00e9llo \u2028 \u4e16\u754c \ud83d\ude00", "5d532e2540c0ebf354e312d45fff4e35fe5b917870f3f6fe9c97b48b52dafc33")]
    [InlineData("m", "", "d5e0d1de034943f48d1535cb9265d7727e3c3754567c523ed19f9ebbacd509d3")]
    public void Of_AnyText_IsWhatJavaScriptHashes(string? modelId, string content, string hash) =>
        Assert.Equal("0x" + hash, RequestHash.Of(modelId, [new ChatMessage("user", content)]).ToString());

    [Fact]
    public void Of_SeveralMessages_KeepsTheirOrderAndRoles() => Assert.Equal(
        "0xf88f7f483152280c433cfd95e6f438e1c9cf9c630df9cea7eb6f803566deda9b",
        RequestHash.Of("m", [new ChatMessage("system", "Be brief."), new ChatMessage("user", "Hi"), new ChatMessage("assistant", "Hello.")]).ToString());
}
