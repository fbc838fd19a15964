using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Tests.JsonRpc;
using Aigen.Rpc.Tests.Limits;

namespace Aigen.Rpc.Tests.Http;

/// <summary>Behind a proxy that is trusted a request is its client's; from everybody else the header says nothing.</summary>
public sealed class TrustedProxyTests
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"whoami"}""";

    private static readonly RpcMethod Whoami = TestMethods.Sync("whoami", [], call => RpcResult.Ok(json => json.WriteStringValue($"{call.Caller.RemoteAddress}")));

    [Theory]
    [InlineData("", "198.51.100.7", "127.0.0.1")]
    [InlineData("10.0.0.0/8", "198.51.100.7", "127.0.0.1")]
    [InlineData("127.0.0.1", null, "127.0.0.1")]
    [InlineData("127.0.0.1", "", "127.0.0.1")]
    [InlineData("127.0.0.1", ", ,", "127.0.0.1")]
    [InlineData("127.0.0.1", "198.51.100.7", "198.51.100.7")]
    [InlineData("127.0.0.0/8", "198.51.100.7", "198.51.100.7")]
    [InlineData("::ffff:127.0.0.1", "198.51.100.7", "198.51.100.7")]
    [InlineData("127.0.0.1", "192.0.2.66, 198.51.100.7", "198.51.100.7")]
    [InlineData("127.0.0.1", "127.0.0.1, 198.51.100.7", "198.51.100.7")]
    [InlineData("127.0.0.1 10.0.0.0/8", "198.51.100.7, 10.0.0.9", "198.51.100.7")]
    [InlineData("127.0.0.1 10.0.0.0/8", "192.0.2.66, 198.51.100.7, 10.1.2.3, 10.0.0.9", "198.51.100.7")]
    [InlineData("127.0.0.1 10.0.0.0/8", "198.51.100.7, ::ffff:10.0.0.9", "198.51.100.7")]
    [InlineData("127.0.0.1 fd00::/8", "2001:db8::7, fd00::9", "2001:db8::7")]
    [InlineData("127.0.0.1", "::ffff:198.51.100.7", "198.51.100.7")]
    [InlineData("127.0.0.1", "198.51.100.7:4711", "198.51.100.7")]
    [InlineData("127.0.0.1", "[2001:db8::7]:4711", "2001:db8::7")]
    [InlineData("127.0.0.1", "nonsense, 198.51.100.7", "198.51.100.7")]
    [InlineData("127.0.0.1", "198.51.100.7, nonsense", "127.0.0.1")]
    [InlineData("127.0.0.1", "198.51.100.7, unknown", "127.0.0.1")]
    [InlineData("127.0.0.1 10.0.0.0/8", "nonsense, 10.0.0.9", "10.0.0.9")]
    public async Task Caller_IsTheRightmostAddressThatNoTrustedProxyHas(string trusted, string? header, string expected)
    {
        await using var host = await StartAsync(trusted);

        Assert.Equal(expected, await AskAsync(host, header));

        using var socket = new ClientWebSocket();
        if (header is not null) socket.Options.SetRequestHeader("X-Forwarded-For", header);
        await socket.ConnectAsync(new UriBuilder(host.Address) { Scheme = "ws" }.Uri, CancellationToken.None).WaitAsync(RpcHost.Patience);
        using var client = new WebSocketClient(socket);
        await client.SendAsync(Call);
        Assert.Equal(expected, (await client.ReceiveAsync()).GetProperty("result").GetString());
    }

    [Fact]
    public async Task Headers_OverSeveralLines_AreOneList()
    {
        await using var host = await StartAsync("127.0.0.1");

        Assert.Equal("198.51.100.7", await AskAsync(host, "192.0.2.66", "198.51.100.7"));
    }

    [Fact]
    public async Task ForwardedScheme_OpensNoDoorToPagesOfOtherNames()
    {
        await using var host = await StartAsync("127.0.0.1");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(Call, null, "application/json") };
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        request.Headers.Host = "rebound.example";

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Limits_ByAddress_AreThoseOfTheClients()
    {
        var clock = new StoppedClock();
        await using var host = await StartAsync("127.0.0.1", new RpcLimits { CallsByAddress = 1, ConnectionsByAddress = 1 }, clock);
        using RawClient one = await RawClient.ConnectAsync(host), other = await RawClient.ConnectAsync(host);

        foreach (var (client, address, status) in new[] { (one, "198.51.100.7", 200), (other, "198.51.100.8", 200), (other, "198.51.100.7", 429), (one, "192.0.2.66, 198.51.100.8", 429) })
        {
            await client.SendAsync(RawClient.Request(Call, $"X-Forwarded-For: {address}\r\n"));
            Assert.StartsWith($"HTTP/1.1 {status}", await client.ReceiveUntilAsync("}"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("10.0.0.5", "10.0.0.5/32")]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("::1", "::1/128")]
    [InlineData("fd00::/8", "fd00::/8")]
    [InlineData("::ffff:10.0.0.5", "10.0.0.5/32")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("10.0.0.5/8", null)]
    [InlineData("10.0.0.0/33", null)]
    [InlineData("10.0.0.0/-1", null)]
    [InlineData("10.0.0.0/", null)]
    [InlineData("10", null)]
    [InlineData("localhost", null)]
    [InlineData("fe80::1%1", null)]
    [InlineData("", null)]
    public void TryParse_OfATextInAnOption_TakesAddressesAndNetworks(string text, string? expected) =>
        Assert.Equal(expected, TrustedProxies.TryParse(text, out var network) ? network.ToString() : null);

    private static Task<RpcHost> StartAsync(string trusted, RpcLimits? limits = null, TimeProvider? time = null)
    {
        var networks = trusted.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text =>
        {
            Assert.True(TrustedProxies.TryParse(text, out var network));
            return network;
        });
        return RpcHost.StartAsync([Whoami], limits, new HttpAccess { Proxies = new TrustedProxies([.. networks]) }, time: time);
    }

    private static async Task<string?> AskAsync(RpcHost host, params string?[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(Call, null, "application/json") };
        foreach (var header in headers) Assert.True(header is null || request.Headers.TryAddWithoutValidation("X-Forwarded-For", header));
        using var response = await host.Client.SendAsync(request);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("result").GetString();
    }
}
