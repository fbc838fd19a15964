using System.Net;
using System.Text.Json;
using Aigen.Inference;
using Aigen.Node.Hosting;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Web;

/// <summary>What the node answers besides JSON-RPC.</summary>
public sealed class PageTests(DevNode node) : IClassFixture<DevNode>
{
    [Theory]
    [InlineData("/health", "status", "healthy")]
    [InlineData("/health/live", "status", "live")]
    [InlineData("/health/ready", "status", "ready")]
    [InlineData("/version", "name", "aigen")]
    public async Task Get_Page_IsJsonOfThisMoment(string path, string field, string value)
    {
        using var response = await node.Rpc.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal(value, JsonElement.Parse(await response.Content.ReadAsStringAsync()).Text(field));
    }

    [Fact]
    public async Task Version_IsThatOfGetNodeInfo()
    {
        using var response = await node.Rpc.GetAsync("/version");

        var version = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        var info = await node.Rpc.ResultAsync("getNodeInfo");
        Assert.Equal((info.Text("version"), info.Text("network"), info.Number("chain_id")), (version.Text("version"), version.Text("network"), version.Number("chain_id")));
    }

    [Theory]
    [InlineData("HEAD", "/health", HttpStatusCode.OK, null)]
    [InlineData("HEAD", "/metrics", HttpStatusCode.OK, null)]
    [InlineData("OPTIONS", "/health/ready", HttpStatusCode.NoContent, "GET, HEAD, OPTIONS")]
    [InlineData("POST", "/metrics", HttpStatusCode.MethodNotAllowed, "GET, HEAD, OPTIONS")]
    [InlineData("GET", "/healthy", HttpStatusCode.NotFound, null)]
    [InlineData("GET", "/health/", HttpStatusCode.NotFound, null)]
    public async Task OtherVerbsAndPaths_AreToldWhatThereIs(string verb, string path, HttpStatusCode expected, string? allowed)
    {
        using var client = new HttpClient { BaseAddress = new Uri(node.Url) };

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(verb), path));

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(allowed ?? "", string.Join(", ", response.Content.Headers.Allow));
    }

    [Fact]
    public async Task Ready_WithoutALoadedModel_Is503WithTheReasonAndTheNodeIsStillLive()
    {
        await using var other = await DevNode.StartAsync();
        Assert.Equal(UnloadOutcome.Unloaded, await other.Host.Services.Models.UnloadAsync("aigen-tiny"));

        using var ready = await other.Rpc.GetAsync("/health/ready");
        using var live = await other.Rpc.GetAsync("/health/live");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, live.StatusCode));
        Assert.Equal("""{"status":"not_ready","reasons":["no model is loaded"]}""", await ready.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    public async Task Metrics_ThroughAProxy_AreRefused(string header, string value)
    {
        using var client = new HttpClient { BaseAddress = new Uri(node.Url) };
        client.DefaultRequestHeaders.Add(header, value);

        using var response = await client.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("--metrics-listen", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_WithAnAddressOfTheirOwn_AreThereAlone()
    {
        await using var other = await DevNode.StartAsync(new NodeOptions { IsTemporary = true, MetricsListen = "http://127.0.0.1:0" });
        using var client = new HttpClient { BaseAddress = new Uri(other.Host.MetricsAddress) };

        using var there = await client.GetAsync("/metrics");
        using var here = await other.Rpc.GetAsync("/metrics");
        using var call = await client.PostAsync("/", new StringContent("{}", null, "application/json"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (there.StatusCode, here.StatusCode, call.StatusCode));
        Assert.Contains("aigen_ready 1\n", await there.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
