using System.Net;
using System.Net.WebSockets;
using Aigen.Rpc.Http;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Http;

public sealed class BrowserAccessTests : IAsyncLifetime
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"echo","params":[true]}""";
    private const string Wallet = "https://wallet.example";
    private const string Foreign = "https://elsewhere.example";
    private RpcHost _host = null!;

    public async Task InitializeAsync() => _host = await StartAsync(new HttpAccess { Origins = [Wallet], Hosts = ["node.example"] });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(Wallet, HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData(Foreign, HttpStatusCode.Forbidden)]
    [InlineData("http://wallet.example", HttpStatusCode.Forbidden)]
    [InlineData("https://wallet.example:444", HttpStatusCode.Forbidden)]
    [InlineData("https://wallet.example.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task Post_OfAPage_IsAnsweredToAllowedOriginsOnly(string? origin, HttpStatusCode expected)
    {
        using var response = await PostAsync(_host, origin);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK && origin is not null ? [origin] : [], Values(response, "Access-Control-Allow-Origin"));
        Assert.Empty(Values(response, "Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Refusal_SaysWhichOptionWouldAllowIt()
    {
        using var response = await PostAsync(_host, Foreign);

        Assert.Contains($"--cors-origin {Foreign}", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_OfAnAllowedOrigin_LetsItPostJsonWithAToken()
    {
        using var response = await PreflightAsync(_host, Wallet);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal([Wallet], Values(response, "Access-Control-Allow-Origin"));
        Assert.Contains("POST", Values(response, "Access-Control-Allow-Methods")[0], StringComparison.Ordinal);
        Assert.Equal(["content-type,authorization"], Values(response, "Access-Control-Allow-Headers"));
        Assert.Equal(["600"], Values(response, "Access-Control-Max-Age"));
    }

    [Fact]
    public async Task Preflight_OfAnotherOrigin_Is403()
    {
        using var response = await PreflightAsync(_host, Foreign);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(Values(response, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task AnyOrigin_IsAllowedWithoutCredentials()
    {
        await using var host = await StartAsync(new HttpAccess { Origins = [HttpAccess.Any] });

        using var response = await PostAsync(host, Foreign);

        Assert.Equal(["*"], Values(response, "Access-Control-Allow-Origin"));
        Assert.Empty(Values(response, "Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task WithoutOptions_NoPageIsAllowedButOneOfTheNodeItself()
    {
        await using var host = await StartAsync(new HttpAccess());

        using var foreign = await PostAsync(host, Foreign);
        using var own = await PostAsync(host, host.Address.GetLeftPart(UriPartial.Authority));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (foreign.StatusCode, own.StatusCode));
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:9944", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:9944", HttpStatusCode.OK)]
    [InlineData("[::1]:9944", HttpStatusCode.OK)]
    [InlineData("203.0.113.7", HttpStatusCode.OK)]
    [InlineData("node.example:9944", HttpStatusCode.OK)]
    [InlineData("evil.example:9944", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.Forbidden)]
    public async Task Host_OfANameThatIsNotTheNodes_IsRefused(string name, HttpStatusCode expected)
    {
        using var response = await PostAsync(_host, origin: null, name);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Host_RefusedOnce_IsRefusedAgainAfterGoodOnes()
    {
        foreach (var (name, expected) in new[] { ("localhost", 200), ("evil.example", 403), ("localhost", 200), ("evil.example", 403) })
        {
            using var response = await PostAsync(_host, origin: null, name);
            Assert.Equal(expected, (int)response.StatusCode);
        }
    }

    // What a page does whose own name was made to point to this machine: Host and Origin are the same then.
    [Fact]
    public async Task PageOfANameThatPointsHere_IsRefused()
    {
        using var response = await PostAsync(_host, "http://evil.example:9944", "evil.example:9944");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(Wallet, true)]
    [InlineData(Foreign, false)]
    [InlineData("null", false)]
    public async Task WebSocket_OfAPage_IsOpenedToAllowedOriginsOnly(string? origin, bool isOpened)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);

        var connecting = socket.ConnectAsync(new UriBuilder(_host.Address) { Scheme = "ws" }.Uri, CancellationToken.None).WaitAsync(RpcHost.Patience);

        if (isOpened) await connecting;
        else await Assert.ThrowsAsync<WebSocketException>(() => connecting);
        Assert.Equal(isOpened ? HttpStatusCode.SwitchingProtocols : HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("https://wallet.example", true)]
    [InlineData("http://localhost:3000", true)]
    [InlineData("chrome-extension://abcdef", true)]
    [InlineData("https://wallet.example/", false)]
    [InlineData("https://wallet.example/path", false)]
    [InlineData("https://Wallet.example", false)]
    [InlineData("wallet.example", false)]
    [InlineData("", false)]
    public void FindFault_Origin_IsSchemeAndHostAlone(string origin, bool isGood) => Assert.Equal(isGood, HttpAccess.FindFault(origin) is null);

    private static Task<RpcHost> StartAsync(HttpAccess access) => RpcHost.StartAsync([TestMethods.Echo], access: access);

    private static Task<HttpResponseMessage> PostAsync(RpcHost host, string? origin, string? name = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(Call, null, "application/json") };
        if (origin is not null) request.Headers.Add("Origin", origin);
        request.Headers.Host = name;
        return host.Client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> PreflightAsync(RpcHost host, string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type,authorization");
        return host.Client.SendAsync(request);
    }

    private static string[] Values(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) ? [.. values] : [];
}
