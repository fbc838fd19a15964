using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Storage;

namespace Aigen.Faults.Tests.Support;

/// <summary>A chain on a folder, its clients, and what must be true of both whenever a node on it has started.</summary>
internal sealed class WatchedChain
{
    private const int Wallets = 5;
    private const int Attempts = 100;

    private readonly HashSet<string> _settled = [];
    private readonly HashSet<string> _settledReceipts = [];
    private readonly ChainModel _model;
    private readonly ChainSpec _spec;
    private (int Height, string Hash)? _seen;

    /// <param name="folder">Where the genesis file is written.</param>
    public WatchedChain(string folder, Random random, int blockTimeMs = 100, int payloadBytes = 0)
    {
        GenesisFile = Path.Combine(folder, "genesis.json");
        var genesis = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json")))!;
        genesis["block_time_ms"] = blockTimeMs;
        File.WriteAllText(GenesisFile, genesis.ToJsonString());
        _spec = Chain.GenesisFile.Load(GenesisFile).Spec!;
        _model = new ChainModel(_spec);
        Clients = [.. DevelopmentKeys.Accounts.Take(Wallets).Select(key => new Traffic(key, _spec, new Random(random.Next()), payloadBytes))];
    }

    public string GenesisFile { get; }

    public IReadOnlyList<Traffic> Clients { get; }

    public int Blocks => _model.Count;

    public int Included => _model.Included.Count;

    public int ReceiptsHeld => Clients.Sum(client => client.Receipts.Count);

    public int Acknowledged => Clients.Sum(client => client.Acknowledged.Count);

    public int Refused => Clients.Sum(client => client.Refused.Count);

    /// <summary>Everything that can be asked of a running node.</summary>
    public async Task CheckAsync(Rpc rpc)
    {
        await ReadBlocksAsync(rpc);
        if (_seen is { } seen) Assert.True(_model.HashAt(seen.Height) == seen.Hash, $"block {seen.Height}, {seen.Hash}, was the head and is gone");
        await CheckTransactionsAsync(rpc);
        await CheckReceiptsAsync(rpc);
        await CheckAccountsAsync(rpc);
    }

    /// <summary>Looks at the head, which must be there after whatever comes.</summary>
    public async Task SeeHeadAsync(Rpc rpc)
    {
        if (await rpc.TryCallAsync("getChainInfo") is { } answer && answer.TryGetProperty("result", out var info))
        {
            _seen = (info.GetProperty("height").GetInt32(), info.GetProperty("bestHash").GetString()!);
        }
    }

    /// <summary>Waits until nothing without a gap waits any more.</summary>
    public static async Task SettleAsync(Rpc rpc)
    {
        for (var attempt = 0; attempt < 600 && (await rpc.ResultAsync("getPendingTransactions")).GetArrayLength() > 0; attempt++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(0, (await rpc.ResultAsync("getPendingTransactions")).GetArrayLength());
    }

    /// <summary>Carries out all blocks once more, in an empty store: every state root on the way must come out, and the same head.</summary>
    public void Replay(string dataDir, string emptyFolder)
    {
        using var stored = RocksStore.OpenReadOnly(Path.Combine(dataDir, "ledger"));
        using var fresh = RocksStore.Open(emptyFolder);
        var (ledger, again) = (Ledger.Open(stored, _spec), Ledger.Open(fresh, _spec));
        for (var height = 1UL; height <= ledger.Head.Height; height++) again.Apply(ledger.Blocks.Find(height)!);
        Assert.Equal(ledger.Head.Hash, again.Head.Hash);
        Assert.Equal(_model.Head, ledger.Blocks.FindHeader((ulong)_model.Count - 1)!.Hash.ToString());
        var supply = Supply.Load(again.State);
        Assert.Equal(_spec.Allocations.Aggregate(0UL, (sum, one) => sum + one.Amount.Aigen) - supply.Burned.Aigen, supply.Total.Aigen);
    }

    private async Task ReadBlocksAsync(Rpc rpc)
    {
        var height = (await rpc.ResultAsync("getChainInfo")).GetProperty("height").GetInt32();
        Assert.True(height + 1 >= _model.Count, $"the chain had {_model.Count} blocks and has {height + 1}");
        foreach (var block in await rpc.ResultsAsync(Enumerable.Range(_model.Count, height + 1 - _model.Count).Select(i => ("getBlock", (object)i))))
        {
            _model.Add(block);
        }
    }

    private async Task CheckTransactionsAsync(Rpc rpc)
    {
        var open = Clients.SelectMany(client => client.Acknowledged.Keys.Select(hash => (client, hash)))
            .Where(one => !_settled.Contains(one.hash) && !_model.Included.Contains(one.hash)).ToList();
        var fates = await rpc.ResultsAsync(open.Select(one => ("getTransaction", (object)one.hash)));
        for (var i = 0; i < open.Count; i++)
        {
            var (client, hash) = open[i];
            var status = fates[i].GetProperty("status").GetString();
            var isReplaced = status == "dropped" && client.MayBeReplaced(client.Acknowledged[hash]);
            Assert.True(status is "pending" or "queued" or "included" || isReplaced, $"{hash} was acknowledged and is lost: {fates[i].GetRawText()}");
            if (isReplaced) _settled.Add(hash);
        }

        var undead = Clients.SelectMany(client => client.Refused.Keys).Where(_model.Included.Contains).ToList();
        Assert.True(undead.Count == 0, $"refused, and included all the same: {string.Join(", ", undead)}");
    }

    private async Task CheckReceiptsAsync(Rpc rpc)
    {
        var open = Clients.SelectMany(client => client.Receipts).Where(id => !_settledReceipts.Contains(id)).ToList();
        foreach (var (id, fate) in open.Zip(await rpc.ResultsAsync(open.Select(id => ("getReceipt", (object)id)))))
        {
            var status = fate.GetProperty("status").GetString();
            Assert.True(status is "pending" or "included", $"receipt {id} is lost: {fate.GetRawText()}");
            if (status == "included") _settledReceipts.Add(id);
        }
    }

    private async Task CheckAccountsAsync(Rpc rpc)
    {
        // Blocks go on meanwhile: what counts is an answer of the height that the model has.
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await ReadBlocksAsync(rpc);
            var accounts = await rpc.ResultsAsync(Clients.Select(client => ("getBalance", (object)client.Address)));
            var info = await rpc.ResultAsync("getChainInfo");
            if (info.GetProperty("height").GetInt32() + 1 != _model.Count) continue;
            var found = accounts.Select(account => (account.GetProperty("balance").GetUInt64(), account.GetProperty("nonce").GetUInt64()));
            var expected = Clients.Select(client => _model.Account(client.Address));

            // A block that has just been written is not the head yet: what is lost is lost at the last attempt too.
            if (attempt + 1 < Attempts && !expected.SequenceEqual(found)) continue;
            Assert.Equal(expected, found);
            Assert.Equal(_model.Total, info.GetProperty("total_supply").GetUInt64());
            Assert.Equal(_spec.Allocations.Aggregate(0UL, (sum, one) => sum + one.Amount.Aigen), _model.Total + _model.Burned);
            return;
        }

        Assert.Fail($"the chain never stood still for a look at the balances in {Attempts} attempts");
    }
}
