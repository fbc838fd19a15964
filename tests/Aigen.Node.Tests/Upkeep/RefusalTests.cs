using Aigen.Node.Tests.Client;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Upkeep;

/// <summary>What the commands on a folder will not do.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly LedgerDir _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Reading => ["info", "verify", "export -", "snapshot NEW", "rollback --to 1 --yes", "prune --keep 1"];

    [Theory]
    [MemberData(nameof(Reading))]
    public async Task Run_FolderWithoutALedger_IsRefused(string command)
    {
        var refused = await _folder.RunAsync(Arguments(command));
        Assert.Equal((1, $"aigen: --data-dir {_folder.Path}: there is no ledger in this folder\n"), (refused.ExitCode, refused.Error));
        Assert.False(Directory.Exists(_folder.Ledger));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(_folder.Path)!));
    }

    [Fact]
    public async Task Change_FolderThatANodeHasOpen_IsRefused()
    {
        await using var node = await _folder.StartNodeAsync();
        foreach (var command in (string[])["rollback --to 0 --yes", "prune --keep 1"])
        {
            var refused = await _folder.RunAsync(Arguments(command));
            Assert.Equal((1, $"aigen: --data-dir {_folder.Path}: another node has this folder open\n"), (refused.ExitCode, refused.Error));
        }
    }

    [Fact]
    public async Task Run_LedgerOfAnotherNetwork_IsRefusedWithBothHashes()
    {
        await (await _folder.StartNodeAsync()).DisposeAsync();
        var file = Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json");
        var other = _folder.Beside("other.json");
        await File.WriteAllTextAsync(other, (await File.ReadAllTextAsync(file)).Replace("9944001", "9944002"));
        foreach (var command in (string[])["info", "verify", "export -", "rollback --to 0 --yes", "prune --keep 1"])
        {
            var refused = await _folder.RunAsync([.. Arguments(command), "--genesis", other]);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("the database is of the network with genesis 0x", refused.Error);
        }
    }

    private string[] Arguments(string command) => command.Replace("NEW", _folder.Beside("new")).Split(' ');
}
