using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Upkeep;

/// <summary>The commands on a data folder, from one chain to the next.</summary>
public sealed class LedgerCommandTests : IDisposable
{
    private readonly LedgerDir _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Info_FolderWithoutANode_PrintsItsHeadAndSizes()
    {
        await _folder.FillAsync();
        var info = (await _folder.RunAsync("info")).Succeeded();
        Assert.Equal(("dev", "9944001", $"{LedgerDir.Sent}", "0"), (info["network"], info["chain_id"], info["height"], info["pruned_to"]));
        Assert.Equal("11", info["accounts"]);
        Assert.True(long.Parse(info["total"]) > 0);
    }

    [Fact]
    public async Task Export_ImportedElsewhere_IsTheSameChainAndVerifies()
    {
        await _folder.FillAsync();
        var (file, copy) = (_folder.Beside("chain.blocks"), _folder.Beside("copy"));
        Assert.Equal($"exported blocks 0 to {LedgerDir.Sent}\n", (await _folder.RunAsync("export", file)).Succeeded().Output);
        Assert.Contains("imported 6 blocks, 1 were there", (await LedgerDir.InAsync(copy, "import", file)).Succeeded().Output);
        Assert.Contains("imported 0 blocks, 7 were there", (await LedgerDir.InAsync(copy, "import", file)).Succeeded().Output);
        Assert.Contains("verified 6 blocks with 6 transactions", (await LedgerDir.InAsync(copy, "verify")).Succeeded().Output);
        Assert.Equal((await _folder.RunAsync("info"))["head"], (await LedgerDir.InAsync(copy, "info"))["head"]);
        Assert.Contains("is there already", (await _folder.RunAsync("export", file)).Error);
    }

    [Fact]
    public async Task Import_FileThatIsCutOff_SaysWhereAndKeepsWhatWasGood()
    {
        await _folder.FillAsync();
        var (file, copy) = (_folder.Beside("chain.blocks"), _folder.Beside("copy"));
        (await _folder.RunAsync("export", file)).Succeeded();
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file))[..^100]);
        var refused = await LedgerDir.InAsync(copy, "import", file);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("it is cut off in block 6, at byte", refused.Error);
        Assert.Equal("5", (await LedgerDir.InAsync(copy, "info"))["height"]);
    }

    [Fact]
    public async Task Rollback_ThenANode_HasTheTransactionsInBlocksAgain()
    {
        var sent = await _folder.FillAsync();
        var refused = await _folder.RunAsync("rollback", "--to", "2");
        Assert.Equal((1, "aigen: there is nobody to ask here: say --yes\n"), (refused.ExitCode, refused.Error));
        Assert.Contains("the head is block 2", (await _folder.RunAsync("rollback", "--to", "2", "--yes")).Succeeded().Output);
        Assert.Equal("2", (await _folder.RunAsync("info"))["height"]);
        await using var node = await _folder.StartNodeAsync();
        foreach (var transaction in sent)
        {
            var status = (await node.Rpc.ResultAsync("getTransaction", new[] { transaction.Hash.ToString() })).Text("status");
            Assert.Contains(status, (string[])["pending", "included"]);
        }

        await node.IncludeAsync(Wallet.Development(1).Transaction(Wallet.Development(2).Address, 10, LedgerDir.Sent));
        Assert.Equal(LedgerDir.Sent + 1, (await node.BalanceAsync(Wallet.Development(1).Address)).Number("nonce"));
    }

    [Fact]
    public async Task Rollback_Discarding_ForgetsThem()
    {
        var sent = await _folder.FillAsync();
        (await _folder.RunAsync("rollback", "--to", "2", "--yes", "--discard")).Succeeded();
        await using var node = await _folder.StartNodeAsync();
        Assert.Equal("unknown", (await node.Rpc.ResultAsync("getTransaction", new[] { sent[^1].Hash.ToString() })).Text("status"));
        Assert.Equal(2UL, (await node.BalanceAsync(Wallet.Development(1).Address)).Number("pending_nonce"));
    }

    [Fact]
    public async Task Prune_ThenANode_SaysWhichBlocksItKeeps()
    {
        await _folder.FillAsync();
        Assert.Contains("bodies are kept from block 5 on", (await _folder.RunAsync("prune", "--keep", "2")).Succeeded().Output);
        var verified = (await _folder.RunAsync("verify")).Succeeded().Output;
        Assert.Contains("not verified: blocks 1 to 4 were pruned", verified);
        var export = await _folder.RunAsync("export", _folder.Beside("chain.blocks"));
        Assert.Contains("block 1 was pruned: this ledger keeps blocks from 5 on", export.Error);
        (await _folder.RunAsync("export", _folder.Beside("chain.blocks"), "--from", "5")).Succeeded();
        await using var node = await _folder.StartNodeAsync();
        var refused = await node.Rpc.CallAsync("getBlock", new[] { 4 });
        Assert.Equal((1001, "Block not found: block 4 was pruned: this node keeps blocks from 5 on"), (refused.Code, refused.Sentence));
        Assert.Equal(5UL, (await node.Rpc.ResultAsync("getBlock", new[] { 5 })).GetProperty("header").Number("block_height"));
    }
}
