using System.Net;
using Aigen.Node.Commands;
using Aigen.Node.Hosting;
using Aigen.Node.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Node.Tests.Web;

/// <summary>--trusted-proxy and --ws-compression from the command line to what a client sees.</summary>
public sealed class ProxyOptionTests
{
    [Theory]
    [InlineData("10.0.0.5/8")]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.0/33")]
    public void TrustedProxy_ThatIsNone_IsRefusedWithWhatIsExpected(string value)
    {
        var fault = Assert.Single(NodeCommand.Create().Parse(["--dev", "--trusted-proxy", value]).Errors).Message;

        Assert.StartsWith($"--trusted-proxy is '{value}', expected an address such as 10.0.0.5", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_WithATrustedProxy_HasEachOfItsClientsPayForItself()
    {
        await using var node = await StartAsync("--trusted-proxy", "10.0.0.0/8", "--trusted-proxy", "127.0.0.1");
        var clients = new[] { "198.51.100.7", "192.0.2.66, 198.51.100.7, 10.0.0.9", "198.51.100.8" };

        var wallets = new List<string?>();
        foreach (var client in clients) wallets.Add(await WalletOfAsync(node, client));

        Assert.Equal(wallets[0], wallets[1]);
        Assert.NotEqual(wallets[0], wallets[2]);
        Assert.DoesNotContain(await WalletOfAsync(node, null), wallets);
    }

    [Fact]
    public async Task Metrics_ThroughATrustedProxy_AreRefusedWhoeverAsks()
    {
        await using var node = await StartAsync("--trusted-proxy", "127.0.0.1");
        using var client = new HttpClient { BaseAddress = new Uri(node.Address) };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.1");

        using var response = await client.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Node_WithCompression_TakesTheOfferOfAClient()
    {
        await using var node = await StartAsync("--ws-compression");
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.DangerousDeflateOptions = new System.Net.WebSockets.WebSocketDeflateOptions();

        await socket.ConnectAsync(new UriBuilder(node.Address) { Scheme = "ws" }.Uri, CancellationToken.None).WaitAsync(Patience.Limit);

        Assert.StartsWith("permessage-deflate", Assert.Single(socket.HttpResponseHeaders!["Sec-WebSocket-Extensions"]), StringComparison.Ordinal);
    }

    private static Task<NodeHost> StartAsync(params string[] arguments)
    {
        var parsed = NodeCommand.Create().Parse(["--dev", .. arguments]);
        Assert.Empty(parsed.Errors);
        var options = WebOptions.Apply(new NodeOptions { IsTemporary = true, Listen = "http://127.0.0.1:0" }, parsed);
        return NodeHost.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System);
    }

    // Who asks without a wallet is a wallet of the address.
    private static async Task<string?> WalletOfAsync(NodeHost node, string? forwardedFor)
    {
        using var client = new HttpClient { BaseAddress = new Uri(node.Address) };
        if (forwardedFor is not null) client.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        using var body = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"checkQuota"}""", null, "application/json");
        using var response = await client.PostAsync("/", body);
        return System.Text.Json.JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("result").Text("user_address");
    }
}
