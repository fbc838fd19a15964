using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Upkeep;

/// <summary>Damaged files: told with what to do, and never a chain that quietly ends earlier.</summary>
public sealed class DamageTests : IDisposable
{
    // Within the first block of a table's data.
    private const int FirstData = 20;

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
    public async Task GetBlock_TableThatIsDamaged_FailsThatCallAloneAndVerifyFindsIt()
    {
        await _folder.FillAsync();
        (await _folder.RunAsync("prune", "--keep", "1000")).Succeeded();
        var table = TableOf("Bodies");
        Damage.Flip(table, FirstData);
        await using (var node = await _folder.StartNodeAsync())
        {
            (await node.Rpc.CallAsync("getBlock", new[] { 3 })).Refused(-32603);
            Assert.Equal(LedgerDir.Sent, (await node.Rpc.ResultAsync("getChainInfo")).Number("height"));
            await node.IncludeAsync(Wallet.Development(2).Transaction(Wallet.Development(1).Address, 1, 0));
        }

        var verify = await _folder.RunAsync("verify");
        Assert.Equal(65, verify.ExitCode);
        Assert.Contains(Path.GetFileName(table), verify.Error);
    }

    // A table begins with its data, and names its column at the end.
    private string TableOf(string column) => Directory.GetFiles(_folder.Ledger, "*.sst")
        .First(file => File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(column)) >= 0);
}
