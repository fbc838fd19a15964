using System.Text.Json;
using Aigen.Chain;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Ledger;

/// <summary>Numbers of 64 bits, addresses and payloads in each way in which clients write them.</summary>
public sealed class NumberTests : IAsyncLifetime
{
    private const ulong All = ulong.MaxValue;
    private readonly DataDir _folder = new();
    private DevNode _node = null!;

    /// <summary>A development network on which one wallet owns every AIGEN that 64 bits can count.</summary>
    public async Task InitializeAsync()
    {
        var spec = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json"))).RootElement;
        var allocation = new { address = Wallet.Development(1).Address.ToString(), amount = $"{All}" };
        var genesis = Json.Node(spec).With("allocations", Json.Node(new[] { allocation }));
        _node = await DevNode.StartAsync(new() { IsTemporary = true, GenesisFile = _folder.Write("genesis.json", genesis.ToJsonString()) });
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Transfer_OfEverythingIn64Bits_IsExact()
    {
        var (sender, receiver) = (Wallet.Development(1), Wallet.New());
        Assert.Equal(All, (await _node.BalanceAsync(sender.Address)).Number("balance"));
        Assert.Equal(All, (await _node.Rpc.ResultAsync("getChainInfo")).Number("total_supply"));
        var transaction = sender.Transaction(receiver.Address, All - 1, nonce: 0);
        await using var socket = await _node.ConnectAsync();
        var blocks = await socket.SubscribeAsync("subscribeNewBlocks");

        await SubmitAsync(transaction);
        await socket.NextAsync(blocks, block => block.GetProperty("transactions").GetArrayLength() == 1);

        Assert.Equal(All - 1, (await _node.BalanceAsync(receiver.Address)).Number("balance"));
        Assert.Equal(0UL, (await _node.BalanceAsync(sender.Address)).Number("balance"));
    }

    [Fact]
    public async Task Submit_AmountAndFeeBeyond64Bits_IsRefusedWithTheExactSum()
    {
        var sender = Wallet.Development(1);

        var answer = await _node.Rpc.CallAsync("submitTransaction", new[] { Wallet.Json(sender.Transaction(Wallet.New().Address, All, nonce: 0)) });

        Assert.Equal("18446744073709551616", answer.RefusedBy("balance", given: "18446744073709551615"));
    }

    [Fact]
    public async Task Submit_WithEveryNumberAsDecimalText_IsAccepted()
    {
        var transaction = Wallet.Development(1).Transaction(Wallet.New().Address, 18446744073709551000, nonce: 0);
        var json = Wallet.Json(transaction);
        foreach (var name in (string[])["amount", "timestamp", "nonce", "fee_base", "fee_priority", "fee_burn", "chain_id"])
        {
            json[name] = json[name]!.ToJsonString();
        }

        Assert.Equal(
            transaction.Hash.ToString(), (await _node.Rpc.ResultAsync("submitTransaction", new[] { json })).Text("tx_hash"));
    }

    [Theory]
    [InlineData("\"18446744073709551616\"")]
    [InlineData("18446744073709551616")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("\"1 000\"")]
    [InlineData("\"0x10\"")]
    [InlineData("true")]
    public async Task Submit_WithAnAmountThatIsNoU64_NamesTheRange(string amount)
    {
        var json = Wallet.Json(Wallet.Development(1).Transaction(Wallet.New().Address, 1, nonce: 0)).ToJsonString()
            .Replace("\"amount\":1,", $"\"amount\":{amount},", StringComparison.Ordinal);

        var answer = await _node.Rpc.PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"submitTransaction","params":[{{json}}]}""");

        var data = answer.Refused(-32602);
        Assert.Equal("amount", data.Text("field"));
        Assert.Equal(amount, data.Text("given"));
        Assert.Equal("an integer from 0 to 18446744073709551615", data.Text("expected"));
    }

    [Fact]
    public async Task Address_OfOneCaseOrWithItsChecksum_IsTaken()
    {
        var address = Wallet.Development(1).Address.ToString();

        foreach (var text in (string[])[address, address.ToLowerInvariant(), "0x" + address[2..].ToUpperInvariant(), address[2..].ToLowerInvariant()])
        {
            Assert.Equal(address, (await _node.Rpc.ResultAsync("getBalance", new[] { text })).Text("address"));
        }
    }

    [Fact]
    public async Task Address_OfMixedCaseWithAWrongChecksum_IsRefusedWithTheRightOne()
    {
        const string Wrong = "0x97b1C813eae702332BA3Eaa1625f942C5472626D";

        var data = (await _node.Rpc.CallAsync("getBalance", new[] { Wrong })).Refused(-32602);

        Assert.Equal("address", data.Text("field"));
        Assert.Equal($"\"{Wrong}\"", data.Text("given"));
        Assert.Contains("0x97B1C813eae702332BA3Eaa1625f942C5472626D", data.Text("expected"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_WithTheAddressesInLowerCase_HashesThemAsWritten()
    {
        var wallet = Wallet.Development(1);
        var plain = wallet.Transaction(Wallet.New().Address, 1, nonce: 0);
        var lower = wallet.Sign(plain with
        {
            Sender = new Party(wallet.Address, plain.Sender.Text.ToLowerInvariant()),
            Receiver = new Party(plain.Receiver.Address, plain.Receiver.Text.ToLowerInvariant()),
        });
        Assert.NotEqual(plain.Hash, lower.Hash);

        Assert.Equal(lower.Hash.ToString(), await SubmitAsync(lower));
    }

    [Fact]
    public async Task Payload_AsHexAndAsJsonText_HashesAlike()
    {
        var text = $$"""{"service":"ai-inference","note":"+/é"}""";
        var transaction = Wallet.Development(1).Transaction(Wallet.CeoAddress, 1, nonce: 0, text);
        var asHex = Wallet.Json(transaction);

        var first = await _node.Rpc.ResultAsync("submitTransaction", new[] { asHex });
        var second = await _node.Rpc.ResultAsync("submitTransaction", new[] { asHex.With("payload", text) });

        Assert.Equal(transaction.Hash.ToString(), first.Text("tx_hash"));
        Assert.Equal(first.GetRawText(), second.GetRawText());
    }

    [Fact]
    public async Task Payload_ThatIsNeitherHexNorJson_IsRefused()
    {
        var json = Wallet.Json(Wallet.Development(1).Transaction(Wallet.New().Address, 1, nonce: 0));

        var answer = await _node.Rpc.CallAsync("submitTransaction", new[] { json.With("payload", "hello") });

        Assert.Equal("payload", answer.Refused(-32602).Text("field"));
    }

    private async Task<string?> SubmitAsync(Transaction transaction) =>
        (await _node.Rpc.ResultAsync("submitTransaction", new[] { Wallet.Json(transaction) })).Text("tx_hash");
}
