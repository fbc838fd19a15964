using System.Text.Json.Nodes;
using Aigen.Chain.Tests.Support;
using Aigen.Node.Hosting;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Batch;

/// <summary>A whole node with its own model, whose clock a test moves over days.</summary>
public sealed class BatchClockTests
{
    [Fact]
    public async Task Job_OfTheEconomyPriority_IsComputedAfterThreeDaysAndNotBefore()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        await using var node = await DevNode.StartAsync(new NodeOptions { IsTemporary = true }, time);
        var (wallet, input) = (Wallet.Development(1), JsonValue.Create(Chat.Question));
        var id = (await node.Rpc.ResultAsync("submitBatchRequest", wallet.Job(input, 0, "economy"))).Text("job_id")!;
        time.Advance(TimeSpan.FromHours(72) - TimeSpan.FromSeconds(1));
        await BlockAsync(node, time, 1);
        Assert.Equal("Scheduled", (await node.Rpc.ResultAsync("getBatchStatus", new[] { id })).Text("status"));

        time.Advance(TimeSpan.FromSeconds(1));
        await BlockAsync(node, time, 2);
        await BillAsync(node, time, id);
        var job = await node.Rpc.ResultAsync("getBatchStatus", wallet.Seeing(id, time.GetUtcNow()));
        Assert.Equal(("Completed", job.Text("scheduled_time")), (job.Text("status"), job.Text("started_time")));
        Assert.Equal("assistant", job.GetProperty("result").GetProperty("choices")[0].GetProperty("message").Text("role"));
    }

    // A block wakes whoever fell asleep while the clock was moved.
    private static Task BlockAsync(DevNode node, ManualTime time, ulong nonce) => node.IncludeAsync(Wallet.Development(2).Sign(
        Wallet.Development(2).Transaction(Wallet.CeoAddress, 1, nonce - 1) with { Timestamp = time.GetUtcNow().ToUnixTimeSeconds() }));

    private static async Task BillAsync(DevNode node, ManualTime time, string id)
    {
        var bill = (await node.Rpc.ResultAsync("getBatchStatus", new[] { id })).Text("receipt_id")!;
        await using var socket = await node.ConnectAsync();
        var bills = await socket.FollowBillsAsync(Wallet.Development(1));
        var next = socket.NextAsync(bills);
        while (!next.IsCompleted)
        {
            // Blocks go by the clock that stands.
            time.Advance(TimeSpan.FromSeconds(1));
            await node.Rpc.ResultAsync("health");
        }

        Assert.Equal(bill, (await next).GetProperty("data").GetProperty("receipt").Text("id"));
    }
}
