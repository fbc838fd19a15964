using Aigen.Node.Client;
using Aigen.Node.Hosting;
using Aigen.Node.Tests.Client;
using Aigen.Node.Tests.Support;
using Wallet = Aigen.Node.Tests.Support.Wallet;

namespace Aigen.Node.Tests.Events;

/// <summary><c>aigen chain watch</c> over a node that goes and comes back.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task Watch_NodeThatIsStartedAnew_PrintsEveryBlockOnce()
    {
        using var folder = new LedgerDir();
        var node = await folder.StartNodeAsync();
        var address = node.Url;
        using var enough = new CancellationTokenSource();
        var (printedThree, printedSix) = (new TaskCompletionSource(), new TaskCompletionSource());
        var output = new SignallingWriter(line =>
        {
            if (line.StartsWith("       3", StringComparison.Ordinal)) printedThree.TrySetResult();
            if (line.StartsWith("       6", StringComparison.Ordinal)) printedSix.TrySetResult();
        });
        var world = new ClientWorld(TextReader.Null, IsInteractive: false, TimeProvider.System);
        await MakeBlocksAsync(node, 0, 3);
        var watching = CommandRun.InAsync(world, output, ["chain", "watch", "--from", "1", "--rpc", address], enough.Token);
        await printedThree.Task.Soon();

        await node.DisposeAsync();
        await using (var alone = await folder.StartNodeAsync()) await MakeBlocksAsync(alone, 3, 2);
        await using var again = await DevNode.StartAsync(new NodeOptions { DataDir = folder.Path }, address);
        await MakeBlocksAsync(again, 5, 1);
        await printedSix.Task.Soon();
        await enough.CancelAsync();
        var result = await watching;

        Assert.Equal(130, result.ExitCode);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Trim().Split(' ')[0]));
        Assert.Contains("trying again every 1 s, from where it broke", result.Error);
    }

    private static async Task MakeBlocksAsync(DevNode node, ulong nonce, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await node.IncludeAsync(Wallet.Development(1).Transaction(Wallet.Development(2).Address, 10, nonce++));
        }
    }
}
