namespace Aigen.Bench;

/// <summary>A node in a process of its own, on a chain that is gone afterwards, with the calls that are measured.</summary>
internal sealed class BenchNode : IAsyncDisposable
{
    private readonly ScratchFolder _folder;
    private readonly NodeProcess _process;

    private BenchNode(ScratchFolder folder, NodeProcess process, string wallet)
    {
        (_folder, _process) = (folder, process);
        ChainInfo = new PostedCall("getChainInfo", process.Address, PostedCall.Of("getChainInfo"));
        Balance = new PostedCall("getBalance", process.Address, PostedCall.Of("getBalance", wallet));
    }

    public PostedCall ChainInfo { get; }

    public PostedCall Balance { get; }

    public static async Task<BenchNode> StartAsync()
    {
        var folder = new ScratchFolder();
        var network = BenchNetwork.Of(1);
        network.WriteGenesis(folder.File("genesis.json"));
        return new BenchNode(folder, await NodeProcess.StartAsync(folder.File("genesis.json"), folder.File("data")), $"{network.Wallets[0].Address}");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
