using System.Text.Json;
using Aigen.Node.Tests.Client;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Commands;

/// <summary>The bytes that other signers of the network produce too.</summary>
public sealed class OfflineSigningTests
{
    private static readonly string[] SignTransfer =
    [
        "tx", "sign", "--key", "dev:1", "--to", "0x0000000000000000000000000000000000000001", "--amount", "1", "--timestamp", "1730000000", "--nonce", "0",
        "--chain-id", "13044767616725935409",
    ];

    [Fact]
    public async Task TxSign_VectorOfTheSpecification_HasItsHash()
    {
        var transaction = JsonElement.Parse((await CommandRun.OfflineAsync(SignTransfer)).Succeeded().Output);

        Assert.Equal("0x669bce20ce3ae271aef6832c8334f18b40103db3530842f4a699c4ccb5ac6ee0", transaction.GetProperty("tx_hash").GetString());
        Assert.Equal(13044767616725935409, transaction.GetProperty("chain_id").GetUInt64());
        Assert.Equal(JsonValueKind.Null, transaction.GetProperty("payload").ValueKind);
    }

    [Theory]
    [InlineData("hello", "0x68656c6c6f")]
    [InlineData("0xFBEF", "0xfbef")]
    [InlineData("", "0x")]
    public async Task TxSign_Payload_IsTextOrHex(string payload, string bytes)
    {
        var result = await CommandRun.OfflineAsync([.. SignTransfer, "--payload", payload]);

        Assert.Equal(bytes, JsonElement.Parse(result.Succeeded().Output).GetProperty("payload").GetString());
    }

    [Fact]
    public async Task CeoSignShutdown_VectorOfTheSpecification_HasItsSignature()
    {
        var result = await CommandRun.OfflineAsync(
            "ceo", "sign-shutdown", "--key", "dev:ceo", "--magic", "2711724449", "--reason", "test", "--nonce", "1", "--timestamp", "1730000000");

        var request = JsonElement.Parse(result.Succeeded().Output);
        var signature = request.GetProperty("signature").GetString()!;
        Assert.StartsWith("0x451e45ce", signature, StringComparison.Ordinal);
        Assert.EndsWith("fd03", signature, StringComparison.Ordinal);
        Assert.Equal(["timestamp", "reason", "nonce", "signature"], request.EnumerateObject().Select(field => field.Name));
        Assert.Equal("signed shutdown:2711724449:1730000000:1:test\n", result.Error);
    }

    [Fact]
    public async Task SipSign_VectorOfTheSpecification_HasItsSignature()
    {
        var hash = Convert.ToHexStringLower([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

        var result = await CommandRun.OfflineAsync("sip", "sign", "approve", "--key", "dev:ceo", "--id", "SIP-1", "--hash", hash);

        Assert.Equal(
            "0x258b39ba9707ea1d43456b946687a30af886a85722c90a79ed3aedda9f899fde1b37e1e3066c4a11be07a74275334545255f49b603ee211bdc33ac6629f12105",
            JsonElement.Parse(result.Succeeded().Output).GetProperty("signature").GetString());
    }

    [Fact]
    public async Task SipSign_Veto_SignsAnotherMessage()
    {
        var result = await CommandRun.OfflineAsync("sip", "sign", "veto", "--key", "dev:ceo", "--id", "SIP-1", "--hash", new string('0', 64));

        Assert.StartsWith("signed sip_veto:SIP-1:[0, 0, ", result.Succeeded().Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("first", "init-model", "--model-id", "qwen", "--model-version", "1.0", "--name", "Qwen: a model", "--total-size", "1000", "--hash", "bcc6bb562b1f8ed22cb90a4c93d9b9d4de1d08bbdf1120d225d684c259336446", "--core", "--minimum-tier", "pro")]
    [InlineData("approve", "approve-upgrade", "qwen@2.0")]
    [InlineData("reject", "reject-upgrade", "qwen@3.0", "--reason", "too large: 5 kB")]
    [InlineData("vote", "vote", "qwen@2.0", "approve")]
    public async Task CeoSign_VectorOfTheOrders_HasItsMessageAndSignature(string order, params string[] arguments)
    {
        var expected = Vectors.Load("ceo-orders.json").GetProperty("orders").GetProperty(order);

        var result = await CommandRun.OfflineAsync(["ceo", "sign", .. arguments, "--key", "dev:ceo", "--magic", "2711724449", "--timestamp", "1800000000"]);

        Assert.Equal(expected.Text("signature"), JsonElement.Parse(result.Succeeded().Output).Text("signature"));
        Assert.Equal($"signed {expected.Text("message")}\n", result.Error);
    }

    [Theory]
    [InlineData("health")]
    [InlineData("metrics")]
    public async Task CeoSign_VectorOfTheReads_HasItsMessageAndSignature(string read)
    {
        var expected = Vectors.Load("ceo-orders.json").GetProperty("reads").GetProperty(read);

        var result = await CommandRun.OfflineAsync("ceo", "sign", read, "--key", "dev:ceo", "--magic", "2711724449", "--timestamp", "1800000000");

        Assert.Equal(expected.Text("signature"), JsonElement.Parse(result.Succeeded().Output).Text("signature"));
        Assert.Equal($"signed {expected.Text("message")}\n", result.Error);
    }

    [Fact]
    public async Task CeoSignInitModel_OfFiles_TakesTheirHashesAndSize()
    {
        using var folder = new TemporaryFolder();

        var result = await CommandRun.OfflineAsync(
            "ceo", "sign", "init-model", "--key", "dev:ceo", "--magic", "1", "--model-id", "m", "--model-version", "1", "--file", folder.Write("a", "abc"),
            "--file", folder.Write("b", "de"));

        var request = JsonElement.Parse(result.Succeeded().Output);
        Assert.Equal((5UL, 2UL, "m"), (request.Number("total_size"), request.Number("shard_count"), request.Text("name")));
        Assert.Equal("0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", request.GetProperty("hashes").Texts()[0]);
    }

    [Theory]
    [InlineData("say --file for each shard, or --hash for each and --total-size")]
    [InlineData("--hash is '12', expected 32 bytes in hex", "--hash", "12", "--total-size", "1")]
    [InlineData("--file /nowhere: ", "--file", "/nowhere")]
    public async Task CeoSignInitModel_WithoutItsShards_SaysWhatIsMissing(string expected, params string[] arguments)
    {
        var result = await CommandRun.OfflineAsync(["ceo", "sign", "init-model", "--key", "dev:ceo", "--magic", "1", "--model-id", "m", "--model-version", "1", .. arguments]);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SipHash_Document_IsItsSha256()
    {
        using var folder = new TemporaryFolder();

        var result = await CommandRun.OfflineAsync("sip", "hash", folder.Write("sip.md", "abc"));

        Assert.Equal("0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n", result.Succeeded().Output);
    }
}
