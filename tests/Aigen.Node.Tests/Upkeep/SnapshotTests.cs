using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Upkeep;

/// <summary>Copies of a ledger, and what they are good for.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly LedgerDir _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Snapshot_WhileTheNodeTakesTransactions_IsWholeAndVerifies()
    {
        var snapshot = _folder.Beside("snapshot");
        await using (var node = await _folder.StartNodeAsync())
        {
            using var enough = new CancellationTokenSource();
            var taking = TakeAsync(node, enough.Token);
            (await _folder.RunAsync("snapshot", snapshot)).Succeeded();
            Assert.Contains("verified", (await _folder.RunAsync("verify")).Succeeded().Output);
            await enough.CancelAsync();
            Assert.True(await taking.Soon() > 0);
        }

        var restored = _folder.Beside("restored");
        Assert.Contains("restored block", (await LedgerDir.InAsync(restored, "restore", snapshot)).Succeeded().Output);
        (await LedgerDir.InAsync(restored, "verify")).Succeeded();
        Assert.Equal(["ledger", "snapshot.json"], Directory.EnumerateFileSystemEntries(snapshot).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetDirectories(Path.GetDirectoryName(snapshot)!, "*.partial"));
    }

    [Fact]
    public async Task Restore_IntoAFolderWithALedger_IsRefused()
    {
        await _folder.FillAsync();
        (await _folder.RunAsync("snapshot", _folder.Beside("snapshot"))).Succeeded();
        var refused = await _folder.RunAsync("restore", _folder.Beside("snapshot"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("there is a ledger in this folder already", refused.Error);
        Assert.Contains("is there already", (await _folder.RunAsync("snapshot", _folder.Beside("snapshot"))).Error);
    }

    [Fact]
    public async Task Restore_SnapshotThatIsDamaged_LeavesNothing()
    {
        await _folder.FillAsync();
        var (snapshot, restored) = (_folder.Beside("snapshot"), _folder.Beside("restored"));
        (await _folder.RunAsync("snapshot", snapshot)).Succeeded();
        var log = Directory.GetFiles(Path.Combine(snapshot, "ledger"), "*.log").MaxBy(file => new FileInfo(file).Length)!;
        Damage.Flip(log, new FileInfo(log).Length / 2);
        var refused = await LedgerDir.InAsync(restored, "restore", snapshot);
        Assert.Equal(65, refused.ExitCode);
        Assert.Contains($"the snapshot {snapshot} is damaged", refused.Error);
        Assert.False(Directory.Exists(Path.Combine(restored, "ledger")));
    }

    private static async Task<ulong> TakeAsync(DevNode node, CancellationToken enough)
    {
        var sender = Wallet.Development(3);
        for (var nonce = 0UL; ; nonce++)
        {
            await node.IncludeAsync(sender.Transaction(Wallet.New().Address, 1, nonce));
            if (enough.IsCancellationRequested)
            {
                return nonce + 1;
            }
        }
    }
}
