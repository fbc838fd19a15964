using System.Text.Json;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Ledger;

/// <summary>What the CEO key may do with the CEO wallet, whose address is of no key.</summary>
public sealed class CeoWalletTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task PriorityTransaction_OfTheCeoWallet_GoesFirstAndPaysNoFee()
    {
        var ceo = Wallet.Ceo;
        var payer = await node.FundedAsync(10_000);
        await node.IncludeAsync(payer.Transaction(Wallet.CeoAddress, 500, nonce: 0));
        var (before, receiver) = ((await node.BalanceAsync(ceo.Address)).Number("balance"), Wallet.New());
        await using var socket = await node.ConnectAsync();
        var blocks = await socket.SubscribeAsync("subscribeNewBlocks");

        var highFee = new Fee(new Amount(1), new Amount(1000), default);
        var richest = payer.Sign(payer.Transaction(Wallet.New().Address, 1, nonce: 1) with { Fee = highFee });
        var free = ceo.Sign(ceo.Transaction(receiver.Address, 300, await node.NonceAsync(ceo)) with { Priority = true, Fee = default });
        await SubmitAsync(richest);
        await SubmitAsync(free);
        var block = await socket.NextAsync(blocks, block => IndexOf(block, free) >= 0);

        Assert.Equal(0, IndexOf(block, free));
        Assert.True(block.GetProperty("header").GetProperty("priority").GetBoolean());
        Assert.Equal(before - 300, (await node.BalanceAsync(ceo.Address)).Number("balance"));
        Assert.Equal(300UL, (await node.BalanceAsync(receiver.Address)).Number("balance"));
    }

    [Fact]
    public async Task OrdinaryTransaction_OfTheCeoWallet_NeedsTheFee()
    {
        var ceo = Wallet.Ceo;
        var transaction = ceo.Sign(ceo.Transaction(Wallet.New().Address, 1, await node.NonceAsync(ceo)) with { Fee = default });

        (await SubmitAsync(transaction)).RefusedBy("fee", given: "0");
    }

    [Fact]
    public async Task PriorityTransaction_OfAnotherWallet_NeedsTheFeeAllTheSame()
    {
        var wallet = await node.FundedAsync(10);
        var transaction = wallet.Sign(wallet.Transaction(Wallet.New().Address, 1, nonce: 0) with { Priority = true, Fee = default });

        (await SubmitAsync(transaction)).RefusedBy("fee", given: "0");
    }

    [Fact]
    public async Task Transaction_OfTheCeoWalletUnderAnotherKey_IsRefused()
    {
        var thief = new Wallet(Wallet.New().Key, Wallet.CeoAddress);

        (await SubmitAsync(thief.Transaction(Wallet.New().Address, 1, nonce: 0))).RefusedBy("key", given: Wallet.CeoAddress.ToString());
    }

    private static int IndexOf(JsonElement block, Transaction transaction) =>
        block.GetProperty("transactions").EnumerateArray().Select(one => one.Text("tx_hash")).ToList().IndexOf(transaction.Hash.ToString());

    private Task<RpcAnswer> SubmitAsync(Transaction transaction) => node.Rpc.CallAsync("submitTransaction", new[] { Wallet.Json(transaction) });
}
