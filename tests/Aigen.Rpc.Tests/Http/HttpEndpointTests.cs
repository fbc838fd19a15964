using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Http;

public sealed class HttpEndpointTests : IAsyncLifetime
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"echo","params":[true]}""";
    private const string Answer = """{"jsonrpc":"2.0","id":1,"result":true}""";
    private RpcHost _host = null!;

    public async Task InitializeAsync() => _host = await RpcHost.StartAsync(
        [
            TestMethods.Echo,
            TestMethods.Sync("whoami", [], call => RpcResult.Ok($"{call.Caller.RemoteAddress} {call.Caller.BearerToken ?? "nobody"}")),
            TestMethods.Subscribing("subscribeNothing", _ => RpcResult.Null),
            TestMethods.Sync("subscribeAnyway", [], call => RpcResult.Ok(call.Subscribe().Id)),
        ],
        new RpcLimits { BodyBytes = 10_000 });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON;charset=UTF-8")]
    [InlineData("application/json-rpc")]
    [InlineData("application/jsonrequest; charset=utf-8")]
    [InlineData("text/plain")]
    [InlineData("text/plain;charset=UTF-8")]
    [InlineData(null)]
    public async Task ContentTypesOfJson_AreAnsweredAsJsonWithALength(string? contentType)
    {
        using var response = await _host.SendAsync(Call, contentType);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(Answer.Length, response.Content.Headers.ContentLength);
        Assert.Equal(Answer, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonx")]
    [InlineData("application/json-rpcx")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task OtherContentTypes_Are415WithTheHeaderToSend(string contentType)
    {
        using var response = await _host.SendAsync(Call, contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        var message = await MessageOf(response);
        Assert.Contains("Content-Type: application/json", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", HttpStatusCode.OK)]
    public async Task PageOfABrowser_MustSendTheTypeThatTheBrowserAsksAbout(string? contentType, HttpStatusCode expected)
    {
        _host.Client.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");

        using var response = await _host.SendAsync(Call, contentType);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task OtherVerbs_Are405WithAHint(string verb)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), "/");
        using var response = await _host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["OPTIONS", "POST"], response.Content.Headers.Allow);
        Assert.Contains("POST", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_TellsWhatIsAnswered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/");
        using var response = await _host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["OPTIONS", "POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Head_Is405WithoutABody()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        using var response = await _host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task OtherPaths_GoOnToTheHost()
    {
        using var content = new StringContent(Call);
        using var response = await _host.Client.PostAsync("/elsewhere", content);

        Assert.Equal("somebody else's path", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Notification_Is204WithoutABody()
    {
        using var response = await _host.SendAsync("""{"jsonrpc":"2.0","method":"echo","params":[1]}""");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Null(response.Content.Headers.ContentType);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(10_000, false, HttpStatusCode.OK)]
    [InlineData(10_001, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(10_000, true, HttpStatusCode.OK)]
    [InlineData(10_001, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_IsHeldToItsLimit(int length, bool isChunked, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Call.PadRight(length)));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = isChunked;

        using var response = await _host.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.OK) Assert.Equal(Answer, await response.Content.ReadAsStringAsync());
        else Assert.Contains("10000", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyWithALengthBeyondTheLimit_IsRefusedWithBothNumbers()
    {
        using var response = await _host.SendAsync(Call.PadRight(12_345));

        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(RpcErrorCodes.InvalidRequest, body.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(
            "the body has 12345 bytes, at most 10000 are allowed",
            body.GetProperty("error").GetProperty("data").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Caller_IsKnownByAddressAndToken()
    {
        Assert.Equal("127.0.0.1 nobody", (await _host.CallAsync("whoami")).GetProperty("result").GetString());

        _host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "abc.def");
        Assert.Equal("127.0.0.1 abc.def", (await _host.CallAsync("whoami")).GetProperty("result").GetString());
    }

    [Theory]
    [InlineData("subscribeNothing")]
    [InlineData("subscribeAnyway")]
    public async Task MethodThatNeedsAConnection_IsRefusedOverHttp(string method)
    {
        var error = (await _host.CallAsync(method)).GetProperty("error");

        Assert.Equal(RpcErrorCodes.UnsupportedTransport, error.GetProperty("code").GetInt32());
        Assert.Contains("WebSocket", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task<string> MessageOf(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("message").GetString()!;
}
