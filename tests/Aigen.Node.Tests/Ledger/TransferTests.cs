using System.Text.Json;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Ledger;

/// <summary>A transfer from its submission to the block that holds it.</summary>
public sealed class TransferTests(DevNode node) : IClassFixture<DevNode>
{
    private static readonly Address Producer = Address.Parse("0x38D1DdD2e5400563a4ba574d22B959c069857E84");

    [Fact]
    public async Task Transfer_SubmittedThenIncluded_MovesTheAmountBurnsAndRewards()
    {
        var (sender, receiver) = (await node.FundedAsync(1000), Wallet.New());
        await using var socket = await node.ConnectAsync();
        var blocks = await socket.SubscribeAsync("subscribeNewBlocks");
        var (supply, reward) = (await SupplyAsync(), await BalanceAsync(Producer));
        var transaction = sender.Sign(sender.Transaction(receiver.Address, 600, nonce: 0) with
        {
            Fee = new Fee(new Amount(7), new Amount(5), new Amount(3)),
        });

        Assert.Equal("accepted", (await SubmitAsync(transaction)).Result.Text("status"));
        var block = await socket.NextAsync(blocks, block => Find(block, transaction).ValueKind == JsonValueKind.Object);

        Assert.Equal(Wallet.Json(transaction).ToJsonString(), JsonSerializer.SerializeToNode(Find(block, transaction))!.ToJsonString());
        var account = await node.BalanceAsync(sender.Address);
        Assert.Equal(1000UL - 600 - 7 - 5, account.Number("balance"));
        Assert.Equal(1UL, account.Number("nonce"));
        Assert.Equal(1UL, account.Number("pending_nonce"));
        Assert.Equal(600UL, await BalanceAsync(receiver.Address));
        Assert.Equal(reward + 7 + 5 - 3, await BalanceAsync(Producer));
        Assert.Equal(supply - 3, await SupplyAsync());
        var fate = await FateAsync(transaction);
        Assert.Equal("included", fate.Text("status"));
        Assert.Equal(block.Text("block_hash"), fate.Text("block_hash"));
        Assert.Equal(block.GetProperty("header").Number("block_height"), fate.Number("block_height"));
    }

    [Fact]
    public async Task NonceGap_UntilItIsFilled_Waits()
    {
        var sender = await node.FundedAsync(1000);
        await using var socket = await node.ConnectAsync();
        var blocks = await socket.SubscribeAsync("subscribeNewBlocks");
        var later = sender.Transaction(Wallet.New().Address, 1, nonce: 1);

        Assert.Equal("accepted", (await SubmitAsync(later)).Result.Text("status"));
        var account = await node.BalanceAsync(sender.Address);
        Assert.Equal(0UL, account.Number("pending_nonce"));

        // A block that could hold it does not.
        await node.FundedAsync(1);
        Assert.Equal("queued", (await FateAsync(later)).Text("status"));

        var first = sender.Transaction(Wallet.New().Address, 1, nonce: 0);
        await SubmitAsync(first);
        Assert.Equal(2UL, (await node.BalanceAsync(sender.Address)).Number("pending_nonce"));
        var block = await socket.NextAsync(blocks, block => Find(block, later).ValueKind == JsonValueKind.Object);
        Assert.Equal(JsonValueKind.Object, Find(block, first).ValueKind);
        Assert.Equal(2UL, (await node.BalanceAsync(sender.Address)).Number("nonce"));
    }

    [Fact]
    public async Task Resubmission_PendingAndIncluded_IsIdempotent()
    {
        var sender = await node.FundedAsync(1000);
        var receiver = Wallet.New();
        var transaction = sender.Transaction(receiver.Address, 10, nonce: 0);
        await using var socket = await node.ConnectAsync();
        var blocks = await socket.SubscribeAsync("subscribeNewBlocks");

        var first = (await SubmitAsync(transaction)).Result.GetRawText();
        Assert.Equal(first, (await SubmitAsync(transaction)).Result.GetRawText());
        await socket.NextAsync(blocks, block => Find(block, transaction).ValueKind == JsonValueKind.Object);
        Assert.Equal(first, (await SubmitAsync(transaction)).Result.GetRawText());

        // Whatever the last submission did would be in the next block.
        await node.FundedAsync(1);
        Assert.Equal(10UL, await BalanceAsync(receiver.Address));
        Assert.Equal(989UL, await BalanceAsync(sender.Address));
    }

    [Fact]
    public async Task GetTransaction_NobodySent_IsUnknown()
    {
        var fate = await FateAsync(Wallet.New().Transaction(Wallet.New().Address, 1, nonce: 0));

        Assert.Equal("unknown", fate.Text("status"));
        Assert.True(fate.IsNull("transaction"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public async Task GetPendingTransactions_BeyondItsLimits_IsRefused(int limit)
    {
        var data = (await node.Rpc.CallAsync("getPendingTransactions", new[] { limit })).Refused(-32602);

        Assert.Equal("limit", data.Text("field"));
        Assert.Equal("an integer from 1 to 500", data.Text("expected"));
    }

    private static JsonElement Find(JsonElement block, Transaction transaction) => block.GetProperty("transactions").EnumerateArray()
        .FirstOrDefault(one => one.Text("tx_hash") == transaction.Hash.ToString());

    private Task<RpcAnswer> SubmitAsync(Transaction transaction) => node.Rpc.CallAsync("submitTransaction", new[] { Wallet.Json(transaction) });

    private Task<JsonElement> FateAsync(Transaction transaction) => node.Rpc.ResultAsync("getTransaction", new[] { transaction.Hash.ToString() });

    private async Task<ulong> BalanceAsync(Address address) => (await node.BalanceAsync(address)).Number("balance");

    private async Task<ulong> SupplyAsync() => (await node.Rpc.ResultAsync("getChainInfo")).Number("total_supply");
}
