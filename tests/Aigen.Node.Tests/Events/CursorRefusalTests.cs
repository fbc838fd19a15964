using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Events;

/// <summary>A cursor that cannot be followed is refused with the numbers: never are events left out in silence.</summary>
public sealed class CursorRefusalTests
{
    [Fact]
    public async Task From_BlockThatIsNotYet_IsRefused()
    {
        await using var node = await DevNode.StartAsync();
        await using var socket = await node.ConnectAsync();

        var refused = await socket.CallAsync("subscribeEvents", new { from = 1_000_000 });
        var cursor = await socket.CallAsync("subscribeNewBlocks", new { from = "1000000-end-0123456789abcdef" });

        Assert.Equal((-32602, "future"), (refused.Code, refused.Data.Text("rule")));
        Assert.Contains("block 1000000 is not yet; the head is", refused.Sentence);
        Assert.Equal((-32602, "future"), (cursor.Code, cursor.Data.Text("rule")));
    }

    [Theory]
    [InlineData("a cursor")]
    [InlineData("1-end-xyz")]
    public async Task From_TextThatIsNoCursor_IsRefused(string from)
    {
        await using var node = await DevNode.StartAsync();
        await using var socket = await node.ConnectAsync();

        var refused = await socket.CallAsync("subscribeEvents", new { from });

        Assert.Equal(-32602, refused.Code);
        Assert.Contains("the cursor of a notification, or the height of a block", refused.Sentence);
    }

    [Fact]
    public async Task From_CursorOfABlockThatWasTakenBack_IsRefused()
    {
        using var folder = new LedgerDir();
        await folder.FillAsync();
        string cursor;
        await using (var node = await folder.StartNodeAsync())
        {
            await using var socket = await node.ConnectAsync();
            var blocks = await socket.SubscribeAsync("subscribeNewBlocks", new { from = 5 });
            cursor = (await socket.NextNoticeAsync(blocks)).Text("cursor")!;
        }

        (await folder.RunAsync("rollback", "--to", "2", "--yes", "--discard")).Succeeded();
        await using var again = await folder.StartNodeAsync();
        await using var client = await again.ConnectAsync();
        var future = await client.CallAsync("subscribeNewBlocks", new { from = cursor });
        for (var nonce = 2UL; nonce < 6; nonce++)
        {
            await again.IncludeAsync(Wallet.Development(1).Transaction(Wallet.Development(3).Address, 7, nonce));
        }

        var other = await client.CallAsync("subscribeNewBlocks", new { from = cursor });

        Assert.Equal(("future", 5UL), (future.Data.Text("rule"), future.Data.Number("block_height")));
        Assert.Equal((-32602, "other_chain"), (other.Code, other.Data.Text("rule")));
        Assert.Contains($"begins {cursor.Split('-')[2]}, and this chain's is 0x", other.Sentence);
    }

    [Fact]
    public async Task From_BlockThatWasPruned_IsRefusedWithTheFirstThatIsKept()
    {
        using var folder = new LedgerDir();
        await folder.FillAsync();
        (await folder.RunAsync("prune", "--keep", "2")).Succeeded();
        await using var node = await folder.StartNodeAsync();
        await using var socket = await node.ConnectAsync();
        var hash = (await node.Rpc.ResultAsync("getHeaders", new { from_height = 4, limit = 1 })).GetProperty("headers")[0].Text("block_hash")!;

        var refused = await socket.CallAsync("subscribeEvents", new { from = 4 });
        var mark = hash[2..18];
        var behind = await socket.CallAsync("subscribeEvents", new { from = $"4-0-{mark}" });
        var kept = await socket.SubscribeAsync("subscribeNewBlocks", new { from = $"4-end-{mark}" });

        Assert.Equal((-32602, "pruned", 5UL), (refused.Code, refused.Data.Text("rule"), refused.Data.Number("first_block")));
        Assert.Contains("kept from block 5 on", refused.Sentence);
        Assert.Equal("pruned", behind.Data.Text("rule"));
        Assert.Equal(5UL, (await socket.NextAsync(kept)).GetProperty("header").Number("block_height"));
    }

    [Theory]
    [InlineData("subscribeNewTransactions", "in no block yet")]
    [InlineData("subscribeShutdown", "is told at once")]
    public async Task From_WhatCannotBeReplayed_IsRefused(string method, string why)
    {
        await using var node = await DevNode.StartAsync();
        await using var socket = await node.ConnectAsync();

        var refused = await socket.CallAsync(method, new { from = 0 });

        Assert.Equal(-32602, refused.Code);
        Assert.Contains(why, refused.Sentence);
    }

    [Theory]
    [InlineData("{\"events\":[\"blocks\"]}", "block, transaction, receipt, quota, governance")]
    [InlineData("{\"events\":[]}", "1 to 5")]
    [InlineData("{\"addresses\":[\"0x12\"]}", "20 bytes in hex")]
    [InlineData("{\"when_slow\":\"wait\"}", "disconnect, lag")]
    public async Task Filter_ThatIsNone_IsRefusedWithWhatIsAllowed(string parameters, string allowed)
    {
        await using var node = await DevNode.StartAsync();
        await using var socket = await node.ConnectAsync();

        var refused = await socket.SendAsync($$"""{"jsonrpc":"2.0","id":1,"method":"subscribeEvents","params":{{parameters}}}""");

        Assert.Equal(-32602, refused.Code);
        Assert.Contains(allowed, refused.Sentence);
    }
}
