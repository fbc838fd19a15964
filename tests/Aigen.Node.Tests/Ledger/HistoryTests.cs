using System.Text.Json;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Ledger;

/// <summary>The transactions of an address, page by page.</summary>
public sealed class HistoryTests(DevNode node) : IClassFixture<DevNode>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(500)]
    public async Task Pages_OfAnySize_AreTheWholeHistoryNewestFirst(int limit)
    {
        var (sender, receiver) = (await node.FundedAsync(1000), Wallet.New());
        await IncludeBlocksAsync(sender, receiver.Address, blocks: 3, transactionsEach: 4);

        var expected = await FromBlocksAsync(sender.Address);
        Assert.Equal(13, expected.Count);
        Assert.Equal(expected, (await PagesAsync(sender.Address, limit)).Select(entry => entry.Text("tx_hash")));
        Assert.Equal(expected.Take(12), (await PagesAsync(receiver.Address, limit)).Select(entry => entry.Text("tx_hash")));
    }

    [Fact]
    public async Task Entry_SentAndReceived_HasItsPlaceItsBlockAndItsDirection()
    {
        var (sender, receiver) = (await node.FundedAsync(1000), Wallet.New());
        var transaction = sender.Transaction(receiver.Address, 5, nonce: 0);
        await node.IncludeAsync(transaction);

        var sent = (await PageAsync(sender.Address, 1)).GetProperty("transactions")[0];
        sent.HasFields("transaction", "tx_hash", "block_height", "block_hash", "index", "direction", "timestamp");
        var fate = await node.Rpc.ResultAsync("getTransaction", new[] { transaction.Hash.ToString() });
        var header = (await node.Rpc.ResultAsync("getBlock", new[] { fate.Number("block_height") })).GetProperty("header");
        Assert.Equal(
            (fate.Number("block_height"), fate.Text("block_hash"), fate.Number("index"), header.Number("timestamp"), "sent"),
            (sent.Number("block_height"), sent.Text("block_hash"), sent.Number("index"), sent.Number("timestamp"), sent.Text("direction")));
        Assert.Equal(fate.GetProperty("transaction").GetRawText(), sent.GetProperty("transaction").GetRawText());
        Assert.Equal("received", (await PageAsync(receiver.Address, 1)).GetProperty("transactions")[0].Text("direction"));
    }

    [Fact]
    public async Task Cursor_WhileNewBlocksCome_GoesOnWhereItWas()
    {
        var (sender, receiver) = (await node.FundedAsync(1000), Wallet.New());
        await IncludeBlocksAsync(sender, receiver.Address, blocks: 2, transactionsEach: 4);
        var before = await FromBlocksAsync(receiver.Address);

        var first = await PageAsync(receiver.Address, 2);
        await IncludeBlocksAsync(sender, receiver.Address, blocks: 1, transactionsEach: 3);
        var second = await PageAsync(receiver.Address, 5, first.Text("next_cursor"));
        await IncludeBlocksAsync(sender, receiver.Address, blocks: 1, transactionsEach: 1);
        var third = await PageAsync(receiver.Address, 5, second.Text("next_cursor"));

        Assert.Equal(before, new[] { first, second, third }.SelectMany(Entries).Select(entry => entry.Text("tx_hash")));
        Assert.True(third.IsNull("next_cursor"));
    }

    [Fact]
    public async Task Address_ThatNobodyUsed_HasNone()
    {
        var page = await PageAsync(Wallet.New().Address, 50);

        Assert.Empty(Entries(page));
        Assert.True(page.IsNull("next_cursor"));
    }

    [Theory]
    [InlineData("cursor", "\"\"", "the next_cursor of an earlier answer")]
    [InlineData("cursor", "\"0x00\"", "the next_cursor of an earlier answer")]
    [InlineData("cursor", "\"zz00000000000000000000zz\"", "the next_cursor of an earlier answer")]
    [InlineData("cursor", "7", "a string")]
    [InlineData("limit", "0", "an integer from 1 to 500")]
    [InlineData("limit", "501", "an integer from 1 to 500")]
    public async Task Parameter_OutOfItsRange_IsRefused(string name, string value, string expected)
    {
        var parameters = new Dictionary<string, object?> { ["address"] = Wallet.CeoAddress.ToString(), [name] = JsonElement.Parse(value) };

        var data = (await node.Rpc.CallAsync("getTransactionsByAddress", parameters)).Refused(-32602);

        Assert.Equal((name, expected), (data.Text("field"), data.Text("expected")));
    }

    // The last of them has a block made at once, and the others are in it, unless a block of the clock took them before.
    private async Task IncludeBlocksAsync(Wallet sender, Address receiver, int blocks, int transactionsEach)
    {
        var nonce = await node.NonceAsync(sender);
        for (var block = 0; block < blocks; block++)
        {
            for (var i = 0; i < transactionsEach - 1; i++)
            {
                await node.Rpc.ResultAsync("submitTransaction", new[] { Wallet.Json(sender.Transaction(receiver, 1, nonce++)) });
            }

            await node.IncludeAsync(sender.Transaction(receiver, 1, nonce++));
        }
    }

    private async Task<List<string?>> FromBlocksAsync(Address address)
    {
        var hashes = new List<string?>();
        for (var height = (await node.Rpc.ResultAsync("getChainInfo")).Number("height"); height > 0; height--)
        {
            var block = await node.Rpc.ResultAsync("getBlock", new[] { height });
            var own = block.GetProperty("transactions").EnumerateArray()
                .Where(one => one.Text("sender") == address.ToString() || one.Text("receiver") == address.ToString());
            hashes.AddRange(own.Select(one => one.Text("tx_hash")).Reverse());
        }

        return hashes;
    }

    private async Task<List<JsonElement>> PagesAsync(Address address, int limit)
    {
        var entries = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await PageAsync(address, limit, cursor);
            Assert.InRange(Entries(page).Count, 1, limit);
            entries.AddRange(Entries(page));
            cursor = page.Text("next_cursor");
        }
        while (cursor is not null);
        return entries;
    }

    private Task<JsonElement> PageAsync(Address address, int limit, string? cursor = null) =>
        node.Rpc.ResultAsync("getTransactionsByAddress", new object?[] { address.ToString(), limit, cursor });

    private static List<JsonElement> Entries(JsonElement page) => [.. page.GetProperty("transactions").EnumerateArray()];
}
