using System.Text.Json;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>Request objects beyond the examples of the specification: ids, malformed members and odd bytes.</summary>
public sealed class MessageTests : IAsyncLifetime
{
    private RpcHost _host = null!;

    public async Task InitializeAsync() => _host = await RpcHost.StartAsync([TestMethods.Echo]);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("-7")]
    [InlineData("1.50")]
    [InlineData("1e3")]
    [InlineData("18446744073709551617")]
    [InlineData("\"\"")]
    [InlineData("\"a\\u0041\\n\\/\\\"b\"")]
    [InlineData("\"\\ud83d\\ude00\"")]
    [InlineData("\"<+>&é\"")]
    [InlineData("null")]
    public async Task Id_IsEchoedByteForByte(string id)
    {
        var answer = await _host.PostAsync($$"""{"jsonrpc":"2.0","id": {{id}} ,"method":"echo","params":[true]}""");

        Assert.Equal($$"""{"jsonrpc":"2.0","id":{{id}},"result":true}""", answer);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("true")]
    public async Task IdOfAnotherType_IsInvalidRequestWithNullId(string id)
    {
        var answer = JsonElement.Parse(await _host.PostAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"echo","params":[1]}"""));

        AssertError(answer, RpcErrorCodes.InvalidRequest, "a string, a number or null");
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("id").ValueKind);
    }

    [Theory]
    [InlineData("""{"id":5,"method":"echo","params":[1]}""", "\"2.0\"")]
    [InlineData("""{"jsonrpc":"1.0","id":5,"method":"echo","params":[1]}""", "\"2.0\"")]
    [InlineData("""{"jsonrpc":2.0,"id":5,"method":"echo","params":[1]}""", "\"2.0\"")]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"echo","params":"1"}""", "an array or an object")]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"echo","params":1}""", "an array or an object")]
    public async Task MalformedMember_IsInvalidRequestWithTheIdAndTheReason(string request, string reason)
    {
        var answer = JsonElement.Parse(await _host.PostAsync(request));

        AssertError(answer, RpcErrorCodes.InvalidRequest, reason);
        Assert.Equal(5, answer.GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Members_MayBeEscapedAndUnknownOnesAreIgnored()
    {
        var answer = await _host.PostAsync("""{"jsonrp\u0063":"2.0","id":1,"method":"ech\u006f","params":[2],"extra":{"a":1}}""");

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":2}""", answer);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"","params":[]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"Echo","params":[]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo\u0000","params":[]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"échoéchoéchoéchoéchoéchoéchoéchoéchoéchoéchoéchoéchoéchoécho"}""")]
    public async Task NameThatIsNotThere_IsMethodNotFound(string request) =>
        AssertError(JsonElement.Parse(await _host.PostAsync(request)), RpcErrorCodes.MethodNotFound, null);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":[1]} x""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":[1]}{}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":[1,]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":[01]}""")]
    [InlineData("""{"jsonrpc":"2.0",/*why*/"id":1,"method":"echo","params":[1]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":[NaN]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":["\u12"]}""")]
    public async Task TextThatIsNoJson_IsParseError(string body) =>
        AssertError(JsonElement.Parse(await _host.PostAsync(body)), RpcErrorCodes.ParseError, null);

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"id":2,"method":"echo","params":[1]}""", "same key twice")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":[{"a":{"k":1,"\u006b":2}}]}""", "same key twice")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":["\ud800"]}""", "surrogate")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":["\\\udc00"]}""", "surrogate")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":["\ud83d\n"]}""", "surrogate")]
    [InlineData("""{"\ud800":1}""", "surrogate")]
    public async Task JsonThatNobodyCouldHandle_IsParseErrorWithTheReason(string body, string reason) =>
        AssertError(JsonElement.Parse(await _host.PostAsync(body)), RpcErrorCodes.ParseError, reason);

    [Fact]
    public async Task EscapedBackslashBeforeU_IsNoSurrogate()
    {
        var answer = await _host.PostAsync("""{"jsonrpc":"2.0","id":1,"method":"echo","params":["\\ud800"]}""");

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":"\\ud800"}""", answer);
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}' }, "byte order mark")]
    [InlineData(new byte[] { (byte)'"', 0xFF, (byte)'"' }, "UTF-8")]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' }, "UTF-8")]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' }, "UTF-8")]
    public async Task OddBytes_AreParseErrorWithTheReason(byte[] body, string reason)
    {
        using var response = await _host.SendAsync(body);

        AssertError(JsonElement.Parse(await response.Content.ReadAsByteArrayAsync()), RpcErrorCodes.ParseError, reason);
    }

    [Theory]
    [InlineData(62, false)]
    [InlineData(63, true)]
    public async Task Nesting_IsAllowedTo64Levels(int levelsInParameters, bool isRefused)
    {
        // The request object and the array of its parameters are the other two levels.
        var value = new string('[', levelsInParameters) + new string(']', levelsInParameters);
        var answer = JsonElement.Parse(await _host.PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"echo","params":[{{value}}]}"""));

        if (isRefused) AssertError(answer, RpcErrorCodes.ParseError, "64");
        else Assert.Equal(value, answer.GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task ParsingOneHundredThousandBrackets_IsRefused() =>
        AssertError(JsonElement.Parse(await _host.PostAsync(new string('[', 100_000))), RpcErrorCodes.ParseError, "64");

    private static void AssertError(JsonElement answer, int code, string? reason)
    {
        var error = answer.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetInt32());
        if (reason is null) Assert.False(error.TryGetProperty("data", out _), error.GetRawText());
        else Assert.Contains(reason, error.GetProperty("data").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }
}
