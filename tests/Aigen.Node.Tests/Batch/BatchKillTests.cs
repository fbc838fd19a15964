using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Batch;

/// <summary>A node that is killed has lost no job that it acknowledged, computes each to its end, and bills it once.</summary>
public sealed class BatchKillTests : IDisposable
{
    private readonly DataDir _folder = new();
    private readonly Wallet _wallet = Wallet.Development(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_WhileAJobIsComputed_ComputesItAgainAndBillsItOnce()
    {
        var input = Chat.LongAnswer(900);
        string id;
        await using (var node = await DaemonProcess.StartNodeAsync(_folder.Path))
        {
            id = (await node.Rpc.ResultAsync("submitBatchRequest", _wallet.Job(input))).Text("job_id")!;
            var state = "Scheduled";
            while (state == "Scheduled") state = (await node.Rpc.ResultAsync("getBatchStatus", new[] { id })).Text("status");
            Assert.Equal("Processing", state);
            await node.KillAsync();
        }

        await using var again = await DaemonProcess.StartNodeAsync(_folder.Path);
        await using var socket = await WsClient.ConnectAsync(again.Url);
        var job = await again.Rpc.EndAsync(socket, _wallet, id);
        Assert.Equal("Completed", job.Text("status"));
        var usage = job.GetProperty("result").GetProperty("usage");
        var quota = await again.Rpc.ResultAsync("checkQuota", new[] { $"{_wallet.Address}" });
        Assert.Equal((usage.Number("total_tokens"), 0UL), (quota.Number("tokens_used"), quota.Number("credit_micro_aigen")));
        Assert.Equal(1_000_000UL - 11, (await again.Rpc.ResultAsync("getBalance", new[] { $"{_wallet.Address}" })).Number("balance"));
    }

    [Fact]
    public async Task Kill_RightAfterAJobWasAcknowledged_KeepsItForItsTime()
    {
        var input = JsonValue.Create(Chat.Question);
        string id, scheduled;
        await using (var node = await DaemonProcess.StartNodeAsync(_folder.Path))
        {
            var submitted = await node.Rpc.ResultAsync("submitBatchRequest", _wallet.Job(input, priority: "batch"));
            (id, scheduled) = (submitted.Text("job_id")!, submitted.Text("scheduled_time")!);
            await node.KillAsync();
        }

        await using var again = await DaemonProcess.StartNodeAsync(_folder.Path);
        var job = await again.Rpc.ResultAsync("getBatchStatus", _wallet.Seeing(id));
        Assert.Equal(("Scheduled", scheduled, Chat.Question), (job.Text("status"), job.Text("scheduled_time"), job.Text("input_data")));
        Assert.Equal([id], (await again.Rpc.ResultAsync("listUserJobs", new[] { $"{_wallet.Address}" })).GetProperty("jobs").EnumerateArray().Select(one => one.Text("job_id")));
    }
}
