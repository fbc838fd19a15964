using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Metrics;

/// <summary>What a node measures. Other tests of this process may add to its counters, so each asks for a least difference.</summary>
public sealed class MetricsTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task Call_IsCountedUnderItsMethodAndTheBucketsAddUp()
    {
        var before = await MetricsPage.ReadAsync(node);

        await node.Rpc.ResultAsync("getChainInfo");

        var after = await MetricsPage.ReadAsync(node);
        Grew("""aigen_rpc_call_duration_seconds_count{method="getChainInfo"}""", before, after);
        Grew("""aigen_rpc_call_duration_seconds_sum{method="getChainInfo"}""", before, after, least: 0);
        Assert.Equal(
            after("""aigen_rpc_call_duration_seconds_count{method="getChainInfo"}"""),
            after("""aigen_rpc_call_duration_seconds_bucket{method="getChainInfo",le="+Inf"}"""));
    }

    [Fact]
    public async Task UnknownMethods_AreErrorsAndMakeNoSeries()
    {
        var before = await MetricsPage.ReadAsync(node);

        await node.Rpc.CallAsync("mineAllTheBlocks");

        var after = await MetricsPage.ReadAsync(node);
        Grew("""aigen_rpc_errors_total{code="-32601"}""", before, after);
        Assert.DoesNotContain("mineAllTheBlocks", await MetricsPage.TextAsync(node), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PaidCompletion_IsSeenFromTheMempoolToTheBill()
    {
        var before = await MetricsPage.ReadAsync(node);

        var answer = await node.Rpc.ResultAsync("chatCompletion", Chat.Ask().Paying(Wallet.Development(7).Payment(1, nonce: 0)));
        await node.IncludedReceiptAsync(answer.Text("id")!);

        var after = await MetricsPage.ReadAsync(node);
        var usage = answer.GetProperty("usage");
        Grew("aigen_mempool_accepted_total", before, after);
        Grew("aigen_chain_block_transactions_sum", before, after);
        Grew("aigen_chain_block_size_bytes_sum", before, after, least: 100);
        Grew("aigen_chain_block_production_duration_seconds_count", before, after);
        Grew("aigen_chain_block_commit_duration_seconds_count", before, after);
        Grew("aigen_storage_synced_write_duration_seconds_count", before, after);
        Grew("aigen_chain_receipts_included_total", before, after);
        Grew("""aigen_desk_receipts_total{funding="credit",end="stop"}""", before, after);
        Grew("""aigen_desk_tokens_total{funding="credit",kind="prompt"}""", before, after, usage.Number("prompt_tokens"));
        Grew("""aigen_desk_tokens_total{funding="credit",kind="completion"}""", before, after, usage.Number("completion_tokens"));
        Grew("aigen_desk_revenue_total", before, after, 1000 * usage.Number("total_tokens"));
        Grew("""aigen_inference_answers_total{model="aigen-tiny",end="stop"}""", before, after);
        Grew("""aigen_inference_answer_tokens_sum{model="aigen-tiny"}""", before, after, usage.Number("completion_tokens") - 1);
        Grew("""aigen_inference_prompt_tokens_sum{model="aigen-tiny"}""", before, after, usage.Number("prompt_tokens"));
        foreach (var histogram in new[] { "queue_duration_seconds", "first_token_duration_seconds", "step_duration_seconds", "answer_rate_tokens_per_second" })
        {
            Grew($$"""aigen_inference_{{histogram}}_count{model="aigen-tiny"}""", before, after);
        }

        Assert.True(after("""aigen_inference_kv_tokens{model="aigen-tiny"}""") > 0);
        Assert.Equal((double)await HeightAsync(), after("aigen_chain_height"));
    }

    [Fact]
    public async Task Refusals_AreCountedByTheirReason()
    {
        var before = await MetricsPage.ReadAsync(node);

        await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With("model_id", "no-such-model"));
        await node.Rpc.CallAsync("submitTransaction", Wallet.Json(Wallet.Development(8).Transaction(Wallet.CeoAddress, 100_000_000, 0)));

        var after = await MetricsPage.ReadAsync(node);
        Grew("""aigen_desk_refusals_total{reason="model_not_found"}""", before, after);
        Grew("""aigen_mempool_refused_total{rule="balance"}""", before, after);
        Assert.DoesNotContain("no-such-model", await MetricsPage.TextAsync(node), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_IsCountedAsLongAsItIsOpen()
    {
        await using var other = await DevNode.StartAsync();
        await using var socket = await other.ConnectAsync();
        await socket.SubscribeAsync("subscribeNewBlocks");

        var open = await MetricsPage.ReadAsync(other);

        Assert.True(open("aigen_rpc_websockets") >= 1);
        Assert.True(open("aigen_rpc_subscriptions") >= 1);
    }

    [Fact]
    public async Task Gauges_TellOfTheNodeThatIsAsked()
    {
        var values = await MetricsPage.ReadAsync(node);

        Assert.Equal(1, values($$"""aigen_build_info{version="{{node.Host.Services.Version}}",network="dev"}"""));
        Assert.Equal((1, 1, 1, 0), (values("aigen_healthy"), values("aigen_ready"), values("aigen_storage_writable"), values("aigen_chain_shutdown")));
        Assert.Equal((1, 1), (values("aigen_models_known"), values("aigen_models_resident")));
        Assert.True(values("dotnet_process_memory_working_set_bytes") > 1_000_000);
        Assert.InRange(values("aigen_start_time_seconds"), 1_700_000_000, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1);
    }

    private async Task<ulong> HeightAsync() => (await node.Rpc.ResultAsync("getChainInfo")).Number("height");

    private static void Grew(string series, Func<string, double> before, Func<string, double> after, double least = 1) =>
        Assert.True(after(series) - before(series) >= least, $"{series} went from {before(series)} to {after(series)}, expected {least} more");
}
