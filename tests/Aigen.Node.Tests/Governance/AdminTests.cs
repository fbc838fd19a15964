using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Governance;

/// <summary>What only the CEO may read.</summary>
public sealed class AdminTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task GetHealth_SignedByTheCeo_TellsWhatHealthTellsAndMore()
    {
        await using var socket = await node.ConnectAsync();
        await socket.SubscribeAsync("subscribeNewBlocks");

        var health = await node.Rpc.ResultAsync("getHealth", CeoRequests.Read(CeoRead.Health));

        var known = await node.Rpc.ResultAsync("health");
        Assert.Subset(health.EnumerateObject().Select(field => field.Name).ToHashSet(), known.EnumerateObject().Select(field => field.Name).ToHashSet());
        Assert.Equal("healthy", health.Text("status"));
        var block = await node.Rpc.ResultAsync("getBlock", new[] { health.GetProperty("head").Number("block_height") });
        Assert.Equal(block.Text("block_hash"), health.GetProperty("head").Text("block_hash"));
        Assert.True(health.GetProperty("disk").GetProperty("is_writable").GetBoolean());
        Assert.True(health.GetProperty("disk").Number("free_bytes") > 0);

        // How many depends on the other nodes of this process, which share the counters.
        Assert.All(
            (string[])["open", "websockets", "subscriptions"],
            count => Assert.Equal(JsonValueKind.Number, health.GetProperty("connections").GetProperty(count).ValueKind));
        var model = Assert.Single(health.GetProperty("models").EnumerateArray());
        Assert.Equal(("aigen-tiny", true), (model.Text("model_id"), model.GetProperty("is_loaded").GetBoolean()));
        Assert.True(model.Number("slots") >= 1);
    }

    [Fact]
    public async Task GetMetrics_SignedByTheCeo_TellsTheNumbersOfTheMetricsPage()
    {
        await node.Rpc.ResultAsync("chatCompletion", Chat.Ask());

        var metrics = await node.Rpc.ResultAsync("getMetrics", CeoRequests.Read(CeoRead.Metrics));

        using var response = await node.Rpc.GetAsync("/metrics");
        var page = await response.Content.ReadAsStringAsync();
        var sections = (string[])["ai", "network", "blockchain"];
        var told = sections.SelectMany(section => metrics.GetProperty(section).EnumerateArray()).Select(metric => metric.Text("name")!).ToList();
        Assert.Equal(page.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).Order(), told.Order());
        var completions = Metric("network", "aigen_rpc_call_duration_seconds").GetProperty("series").EnumerateArray()
            .Single(series => series.GetProperty("labels").Text("method") == "chatCompletion").Number("count");

        // Other nodes of this process are counted too, and have gone on meanwhile.
        const string Counted = "aigen_rpc_call_duration_seconds_count{method=\"chatCompletion\"} ";
        var later = page.Split('\n').Single(line => line.StartsWith(Counted, StringComparison.Ordinal))[Counted.Length..];
        Assert.InRange(completions, 1UL, ulong.Parse(later, CultureInfo.InvariantCulture));
        Assert.True(Metric("ai", "aigen_models_resident").GetProperty("series")[0].GetProperty("value").GetDouble() >= 1);

        JsonElement Metric(string section, string name) =>
            metrics.GetProperty(section).EnumerateArray().Single(metric => metric.Text("name") == name);
    }

    [Fact]
    public async Task GetMetrics_OfOneSection_LeavesTheOthersOut()
    {
        var request = CeoRequests.Read(CeoRead.Metrics).With("include_ai", false).With("include_network", false);

        var metrics = await node.Rpc.ResultAsync("getMetrics", request);

        Assert.True(metrics.IsNull("ai") && metrics.IsNull("network"));
        Assert.NotEqual(0, metrics.GetProperty("blockchain").GetArrayLength());
    }

    [Theory]
    [InlineData("getHealth", CeoRead.Health)]
    [InlineData("getMetrics", CeoRead.Metrics)]
    public async Task Read_UsedBeforeOldOrOfTheFuture_IsUnauthorized(string method, CeoRead read)
    {
        var request = CeoRequests.Read(read);
        await node.Rpc.ResultAsync(method, request);

        var again = await node.Rpc.CallAsync(method, request);
        Assert.Equal("order_seen", again.Refused(1003).Text("rule"));
        Assert.StartsWith("Unauthorized", again.Sentence, StringComparison.Ordinal);
        Assert.Equal("order_expired", (await node.Rpc.CallAsync(method, CeoRequests.Read(read, CeoRequests.Now - 301))).Refused(1003).Text("rule"));
        Assert.Equal("order_expired", (await node.Rpc.CallAsync(method, CeoRequests.Read(read, CeoRequests.Now + 60))).Refused(1003).Text("rule"));
    }

    [Fact]
    public async Task Read_SignedByAnotherOrForAnotherMethod_IsAnInvalidSignature()
    {
        var now = CeoRequests.Now;
        var stranger = Wallet.New().Key;
        var forged = new JsonObject
        {
            ["timestamp"] = now,
            ["signature"] = stranger.Sign(CeoReads.MessageToSign(CeoRead.Health, Wallet.DevelopmentMagic, now)).ToString(),
        };

        Assert.Equal("order_signature", (await node.Rpc.CallAsync("getHealth", forged)).Refused(1002).Text("rule"));
        Assert.Equal("order_signature", (await node.Rpc.CallAsync("getHealth", CeoRequests.Read(CeoRead.Metrics, now))).Refused(1002).Text("rule"));
    }
}
