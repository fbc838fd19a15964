using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Upkeep;

/// <summary>Damaged files: told with what to do, and never a chain that quietly ends earlier.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly LedgerDir _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Node_LogThatIsDamaged_SaysWhatToDoAndExits65()
    {
        await _folder.FillAsync();
        var log = Damage.Largest(_folder.Ledger, "*.log");
        Damage.Flip(log, new FileInfo(log).Length / 2);
        await using var node = DaemonProcess.Run("node", "--dev", "--data-dir", _folder.Path);
        Assert.Equal(65, await node.ExitCodeAsync());
        Assert.Contains(Path.GetFileName(log), node.ErrorText);
        Assert.Contains($"aigen chain restore SNAPSHOT --data-dir {_folder.Path}", node.ErrorText);
        Assert.DoesNotContain("   at ", node.ErrorText);
    }

    [Fact]
    public async Task Node_LogThatIsCutOff_DoesNotBeginWithAnOlderChain()
    {
        await _folder.FillAsync();
        var log = Damage.Largest(_folder.Ledger, "*.log");
        using (var stream = new FileStream(log, FileMode.Open))
        {
            stream.SetLength(stream.Length - 1000);
        }

        await using var node = DaemonProcess.Run("node", "--dev", "--data-dir", _folder.Path);
        Assert.Equal(65, await node.ExitCodeAsync());
        Assert.Contains("were synced", node.ErrorText);
    }

    [Fact]
    public async Task GetBlock_TableThatIsDamaged_FailsThatCallAndVerifyFindsIt()
    {
        await _folder.FillAsync();
        (await _folder.RunAsync("prune", "--keep", "1000")).Succeeded();
        var damaged = 0;
        foreach (var table in Directory.GetFiles(_folder.Ledger, "*.sst"))
        {
            // Small tables are a block of data, and an index and more behind it: this is in the data.
            Damage.Flip(table, 20);
            damaged++;
        }

        Assert.True(damaged > 0);
        var verify = await _folder.RunAsync("verify");
        Assert.Equal(65, verify.ExitCode);
        Assert.Contains(".sst", verify.Error);
    }
}
