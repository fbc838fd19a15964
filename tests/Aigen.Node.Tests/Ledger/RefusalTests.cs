using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Ledger;

/// <summary>Each rule that refuses a transaction, with what was expected and given.</summary>
public sealed class RefusalTests(DevNode node) : IClassFixture<DevNode>
{
    private static readonly Wallet Sender = Wallet.Development(1);
    private static readonly Address Receiver = Wallet.New().Address;

    [Fact]
    public async Task Submit_WithTheKeyOfAnother_IsRefusedByKey()
    {
        var other = Wallet.New();
        var transaction = other.Sign(Good());

        var expected = (await SubmitAsync(transaction)).RefusedBy("key", given: Sender.Address.ToString());

        Assert.Equal(other.Address.ToString(), expected);
    }

    [Fact]
    public async Task Submit_WithAnotherHash_IsRefusedByHash()
    {
        var transaction = Good();
        var wrong = "0x" + new string('5', 64);

        var expected = (await SubmitAsync(Wallet.Json(transaction).With("tx_hash", wrong))).RefusedBy("hash", given: wrong);

        Assert.Equal(transaction.Hash.ToString(), expected);
    }

    [Fact]
    public async Task Submit_WithAFieldChangedAfterSigning_IsRefusedByHash() =>
        (await SubmitAsync(Wallet.Json(Good()).With("amount", 2))).RefusedBy("hash");

    [Fact]
    public async Task Submit_WithASignatureOfSomethingElse_IsRefusedBySignature() =>
        (await SubmitAsync(Good() with { Signature = Sender.Key.Sign("something else"u8) })).RefusedBy("signature");

    [Fact]
    public async Task Submit_WithACeoSignatureOfAnother_IsRefusedByCeoSignature()
    {
        var transaction = Good();

        (await SubmitAsync(transaction with { CeoSignature = Sender.Key.Sign(transaction.Hash.Bytes) })).RefusedBy("ceo_signature");
    }

    [Fact]
    public async Task Submit_ForAnotherChain_IsRefusedByChainId() =>
        Assert.Equal("9944001", (await SubmitAsync(Sender.Sign(Good() with { ChainId = 1 }))).RefusedBy("chain_id", given: "1"));

    [Theory]
    [InlineData((-24 * 60 * 60) - 60)]
    [InlineData(300 + 60)]
    public async Task Submit_TooOldOrTooFarAhead_IsRefusedByTimestamp(int seconds)
    {
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + seconds;

        var expected = (await SubmitAsync(Sender.Sign(Good() with { Timestamp = timestamp }))).RefusedBy("timestamp", given: $"{timestamp}");

        Assert.Matches("^[0-9]+\\.\\.[0-9]+$", expected);
        var limits = expected!.Split("..").Select(long.Parse).ToArray();
        Assert.Equal((24 * 60 * 60) + 300, limits[1] - limits[0]);
    }

    [Theory]
    [InlineData((-24 * 60 * 60) + 60)]
    [InlineData(300 - 60)]
    public async Task Submit_JustWithinTheTimes_IsAccepted(int seconds)
    {
        var wallet = await node.FundedAsync(100);
        var transaction = wallet.Transaction(Receiver, 1, nonce: 0) with { Timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + seconds };

        Assert.Equal("accepted", (await SubmitAsync(Wallet.Json(wallet.Sign(transaction)))).Result.Text("status"));
    }

    [Fact]
    public async Task Submit_ToItself_IsRefusedByParties() =>
        (await SubmitAsync(Sender.Sign(Good() with { Receiver = Party.Of(Sender.Address) }))).RefusedBy("parties", given: Sender.Address.ToString());

    [Fact]
    public async Task Submit_OfNothing_IsRefusedByAmount() =>
        Assert.Equal("1", (await SubmitAsync(Sender.Sign(Good() with { Amount = Amount.Zero }))).RefusedBy("amount", given: "0"));

    [Fact]
    public async Task Submit_WithoutTheBaseFee_IsRefusedByFee() => Assert.Equal("1", (await SubmitAsync(Fees(0, 9, 0))).RefusedBy("fee", given: "0"));

    [Fact]
    public async Task Submit_BurningMoreThanTheBaseFee_IsRefusedByFee() =>
        Assert.Equal("2", (await SubmitAsync(Fees(2, 9, 3))).RefusedBy("fee", given: "3"));

    [Fact]
    public async Task Submit_WithFeesBeyond64Bits_IsRefusedByFee() =>
        Assert.Equal("18446744073709551615", (await SubmitAsync(Fees(2, ulong.MaxValue, 0))).RefusedBy("fee"));

    [Fact]
    public async Task Submit_WithAUsedNonce_IsRefusedByNonce()
    {
        var wallet = await node.FundedAsync(100);
        await node.IncludeAsync(wallet.Transaction(Receiver, 1, nonce: 0));

        var answer = await SubmitAsync(Wallet.Json(wallet.Transaction(Receiver, 2, nonce: 0)));

        Assert.Equal("1", answer.RefusedBy("nonce", given: "0"));
        Assert.Equal("nonce 0, expected 1", answer.Sentence);
    }

    [Fact]
    public async Task Submit_WithANonceFarAhead_IsRefusedByNonceGap()
    {
        var wallet = await node.FundedAsync(100);

        Assert.Equal("0..1000", (await SubmitAsync(Wallet.Json(wallet.Transaction(Receiver, 1, nonce: 1001)))).RefusedBy("nonce_gap", given: "1001"));
    }

    [Fact]
    public async Task Submit_AboveTheBalance_IsRefusedByBalance()
    {
        var wallet = await node.FundedAsync(100);

        Assert.Equal("101", (await SubmitAsync(Wallet.Json(wallet.Transaction(Receiver, 100, nonce: 0)))).RefusedBy("balance", given: "100"));
    }

    [Fact]
    public async Task Submit_AboveWhatPendingOnesLeave_IsRefusedByBalance()
    {
        var wallet = await node.FundedAsync(100);

        // The first waits for nonce 0, so that no block takes it before the second comes.
        Assert.Equal("accepted", (await SubmitAsync(Wallet.Json(wallet.Transaction(Receiver, 60, nonce: 1)))).Result.Text("status"));
        Assert.Equal("102", (await SubmitAsync(Wallet.Json(wallet.Transaction(Receiver, 40, nonce: 0)))).RefusedBy("balance", given: "100"));
        Assert.Equal("accepted", (await SubmitAsync(Wallet.Json(wallet.Transaction(Receiver, 38, nonce: 0)))).Result.Text("status"));
    }

    [Fact]
    public async Task Submit_WithTheNonceOfAPendingOne_NeedsAHigherFee()
    {
        var wallet = await node.FundedAsync(1000);
        Transaction Bid(ulong priority, ulong amount) => wallet.Sign(
            wallet.Transaction(Receiver, amount, nonce: 1) with { Fee = new Fee(new Amount(1), new Amount(priority), Amount.Zero) });
        var (held, higher) = (Bid(5, 1), Bid(6, 3));
        await SubmitAsync(Wallet.Json(held));

        Assert.Equal("6", (await SubmitAsync(Wallet.Json(Bid(5, 2)))).RefusedBy("duplicate", given: "5"));
        Assert.Equal("6", (await SubmitAsync(Wallet.Json(Bid(4, 2)))).RefusedBy("replacement_fee", given: "4"));
        Assert.Equal("accepted", (await SubmitAsync(Wallet.Json(higher))).Result.Text("status"));

        var dropped = await node.Rpc.ResultAsync("getTransaction", new[] { held.Hash.ToString() });
        Assert.Equal(("dropped", "replacement_fee"), (dropped.Text("status"), dropped.Text("rule")));
        Assert.Equal("queued", (await node.Rpc.ResultAsync("getTransaction", new[] { higher.Hash.ToString() })).Text("status"));
    }

    [Fact]
    public async Task Submit_WithAPayloadTooLong_IsRefusedByPayloadSize() =>
        Assert.Equal("16384", (await SubmitAsync(Sender.Sign(Good() with { Payload = new byte[16385] }))).RefusedBy("payload_size", given: "16385"));

    [Fact]
    public async Task Submit_CallingAModuleWrongly_IsRefusedByPayload()
    {
        var answer = await SubmitAsync(Sender.Transaction(Wallet.CeoAddress, 50, nonce: 0, """{"tier":"gold","duration_months":1}"""));

        answer.RefusedBy("payload");
        Assert.Contains("gold", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_PayingForAnotherWallet_IsRefusedByPayload() => (await SubmitAsync(Sender.Transaction(
        Wallet.CeoAddress, 50, nonce: 0, $$"""{"tier":"basic","duration_months":1,"user_address":"{{Receiver}}"}"""))).RefusedBy("payload");

    [Theory]
    [InlineData("sender")]
    [InlineData("sender_public_key")]
    [InlineData("receiver")]
    [InlineData("amount")]
    [InlineData("timestamp")]
    [InlineData("nonce")]
    [InlineData("tx_hash")]
    [InlineData("signature")]
    [InlineData("chain_id")]
    public async Task Submit_WithoutARequiredField_NamesIt(string field)
    {
        var data = (await SubmitAsync(Wallet.Json(Good()).Without(field))).Refused(-32602);

        Assert.Equal(field, data.Text("field"));
        Assert.True(data.IsNull("given"));
    }

    private static Transaction Good() => Sender.Transaction(Receiver, 1, nonce: 0);

    private static Transaction Fees(ulong @base, ulong priority, ulong burn) =>
        Sender.Sign(Good() with { Fee = new Fee(new Amount(@base), new Amount(priority), new Amount(burn)) });

    private Task<RpcAnswer> SubmitAsync(Transaction transaction) => SubmitAsync(Wallet.Json(transaction));

    private Task<RpcAnswer> SubmitAsync(JsonObject transaction) => node.Rpc.CallAsync("submitTransaction", new[] { transaction });
}
