using Aigen.Node.Hosting;
using Aigen.Node.Tests.Client;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Support;

/// <summary>A data folder with a chain in it, and commands on it.</summary>
internal sealed class LedgerDir : IDisposable
{
    private readonly DataDir _folder = new();

    public string Path => System.IO.Path.Combine(_folder.Path, "data");

    /// <summary>The files of the database.</summary>
    public string Ledger => System.IO.Path.Combine(Path, "ledger");

    public static ulong Sent { get; } = 6;

    /// <summary>A place beside the data folder.</summary>
    public string Beside(string name) => System.IO.Path.Combine(_folder.Path, name);

    public Task<DevNode> StartNodeAsync() => DevNode.StartAsync(new NodeOptions { DataDir = Path });

    /// <summary>A chain of a block for each of some transfers.</summary>
    public async Task<IReadOnlyList<Transaction>> FillAsync()
    {
        var sent = new List<Transaction>();
        await using var node = await StartNodeAsync();
        for (var nonce = 0UL; nonce < Sent; nonce++)
        {
            sent.Add(Wallet.Development(1).Transaction(Wallet.Development(2).Address, 10, nonce));
            await node.IncludeAsync(sent[^1]);
        }

        return sent;
    }

    /// <summary>Runs a command of <c>aigen chain</c> on the folder.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => InAsync(Path, arguments);

    public static Task<CommandResult> InAsync(string dataDir, params string[] arguments) =>
        CommandRun.OfflineAsync(["chain", .. arguments, "--data-dir", dataDir]);

    public void Dispose() => _folder.Dispose();
}
