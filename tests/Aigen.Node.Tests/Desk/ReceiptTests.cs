using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigen.Crypto;
using Aigen.Metering;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Desk;

/// <summary>The bill of an answer: what it says, who signed it, and the block that holds it.</summary>
public sealed class ReceiptTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task Receipt_InTheAnswer_SaysWhatWasAskedAndAnswered()
    {
        var request = Chat.Ask("What is the symbol for gold?", maxTokens: 50).With("seed", 5);

        var result = await node.Rpc.ResultAsync("chatCompletion", request.SignedBy(Wallet.New()));

        var receipt = result.GetProperty("receipt");
        receipt.HasFields(
            "id", "payer", "model_sha256", "request_hash", "output_hash", "sampling", "prompt_tokens", "cached_tokens", "completion_tokens", "end", "computed_as",
            "funding", "price_micro_aigen", "reservation_micro_aigen", "timestamp", "node", "receipt_hash", "signature");
        Assert.Equal(result.Text("id"), receipt.Text("id"));
        Assert.Equal(Sha256(result.GetProperty("choices")[0].GetProperty("message").Text("content")!), receipt.Text("output_hash"));
        Assert.Equal(RequestHash.Of("aigen-tiny", Chat.MessagesOf(request)).ToString(), receipt.Text("request_hash"));
        Assert.Equal("0xead8af9485e261e079f91b6fcc0b128fdb136f12ac449b16aa062306fa60af14", receipt.Text("model_sha256"));
        var usage = result.GetProperty("usage");
        foreach (var name in (string[])["prompt_tokens", "completion_tokens", "cached_tokens"])
        {
            Assert.Equal(usage.Number(name), receipt.Number(name));
        }

        var sampling = receipt.GetProperty("sampling");
        Assert.Equal((50UL, 5UL), (sampling.Number("max_tokens"), sampling.Number("seed")));
        Assert.Equal(0, sampling.GetProperty("temperature").GetDecimal());
        Assert.Equal(0.95m, sampling.GetProperty("top_p").GetDecimal());
    }

    [Fact]
    public async Task Receipt_OfEitherKindOfAnswer_IsSignedByTheNodeOverItsHash()
    {
        await using var socket = await node.ConnectAsync();
        var stream = await socket.ReadChatAsync(await socket.SubscribeAsync("subscribeChatCompletion", Chat.Ask().SignedBy(Wallet.New())));
        var whole = await node.Rpc.ResultAsync("chatCompletion", Chat.Ask().SignedBy(Wallet.New()));
        var key = (await node.Rpc.ResultAsync("getNodeInfo")).Text("node_public_key")!;

        foreach (var receipt in (JsonElement[])[stream.Last.GetProperty("receipt"), whole.GetProperty("receipt")])
        {
            Assert.Equal(key, receipt.Text("node"));
            var rebuilt = Rebuild(receipt);
            Assert.Equal(receipt.Text("receipt_hash"), rebuilt.Hash.ToString());
            Assert.True(Ed25519.Verify(PublicKey.Parse(key), rebuilt.Hash.Bytes, Signature.Parse(receipt.Text("signature")!)));
            Assert.NotEqual(rebuilt.Hash, (rebuilt with { CompletionTokens = rebuilt.CompletionTokens + 1 }).Hash);
        }

        Assert.Equal(Sha256(stream.Text), stream.Last.GetProperty("receipt").Text("output_hash"));
    }

    [Fact]
    public async Task Receipt_AfterTheAnswer_WaitsAndThenStandsInABlock()
    {
        await using var quiet = await DevNode.StartAsync();
        // Right after a block, so that the next one is not due yet.
        await quiet.FundedAsync(1);
        var result = await quiet.Rpc.ResultAsync("chatCompletion", Chat.Ask(maxTokens: 3).SignedBy(Wallet.New()));
        var id = result.Text("id")!;

        var waiting = await quiet.Rpc.ResultAsync("getReceipt", new[] { id });
        waiting.HasFields("receipt_id", "status", "block_height", "block_hash", "index", "receipt");
        Assert.Equal("pending", waiting.Text("status"));
        Assert.True(waiting.IsNull("block_height"));
        var (fate, block) = await quiet.IncludedReceiptAsync(id);

        Assert.Equal(result.GetProperty("receipt").GetRawText(), waiting.GetProperty("receipt").GetRawText());
        Assert.Equal(result.GetProperty("receipt").GetRawText(), fate.GetProperty("receipt").GetRawText());
        var receipts = block.GetProperty("receipts").EnumerateArray().ToList();
        Assert.Equal(fate.GetProperty("receipt").GetRawText(), receipts[(int)fate.Number("index")].GetRawText());
        Assert.Equal(block.Text("block_hash"), fate.Text("block_hash"));
        Assert.Equal(
            MerkleTree.Root(receipts.Select(receipt => Hash256.Parse(receipt.Text("receipt_hash")!))).ToString(),
            block.GetProperty("header").Text("receipts_root"));
    }

    [Fact]
    public async Task GetReceipt_OfNoCompletion_IsUnknown() => Assert.Equal(
        "unknown", (await node.Rpc.ResultAsync("getReceipt", new[] { "chatcmpl-" + new string('0', 32) })).Text("status"));

    [Fact]
    public async Task GetReceipt_OfWhatIsNoId_IsRefused() =>
        Assert.Equal("receipt_id", (await node.Rpc.CallAsync("getReceipt", new[] { "chatcmpl-123" })).Refused(-32602).Text("field"));

    private static string Sha256(string text) => "0x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // From what a client has: the fields of the answer.
    private static Receipt Rebuild(JsonElement receipt)
    {
        Assert.True(ReceiptId.TryParse(receipt.Text("id"), out var id));
        var sampling = receipt.GetProperty("sampling");
        return new Receipt
        {
            Id = id,
            Payer = Address.Parse(receipt.Text("payer")!),
            Model = Hash256.Parse(receipt.Text("model_sha256")!),
            Request = Hash256.Parse(receipt.Text("request_hash")!),
            Output = Hash256.Parse(receipt.Text("output_hash")!),
            Sampling = new Sampling
            {
                MaxTokens = sampling.GetProperty("max_tokens").GetUInt32(),
                TemperatureMillionths = Millionths(sampling, "temperature"),
                TopPMillionths = Millionths(sampling, "top_p"),
                TopK = sampling.GetProperty("top_k").GetUInt32(),
                MinPMillionths = Millionths(sampling, "min_p"),
                RepeatPenaltyMillionths = Millionths(sampling, "repeat_penalty"),
                FrequencyPenaltyMillionths = Millionths(sampling, "frequency_penalty"),
                PresencePenaltyMillionths = Millionths(sampling, "presence_penalty"),
                Seed = sampling.GetProperty("seed").GetUInt32(),
            },
            PromptTokens = receipt.GetProperty("prompt_tokens").GetUInt32(),
            CachedTokens = receipt.GetProperty("cached_tokens").GetUInt32(),
            CompletionTokens = receipt.GetProperty("completion_tokens").GetUInt32(),
            End = Enum.Parse<CompletionEnd>(receipt.Text("end")!, ignoreCase: true),
            IsPinned = receipt.Text("computed_as") == "pinned",
            Funding = Enum.Parse<Funding>(receipt.Text("funding")!, ignoreCase: true),
            Price = receipt.Number("price_micro_aigen"),
            Reservation = receipt.Number("reservation_micro_aigen"),
            Timestamp = receipt.GetProperty("timestamp").GetInt64(),
            Node = PublicKey.Parse(receipt.Text("node")!),
        };
    }

    private static long Millionths(JsonElement sampling, string name) => (long)(sampling.GetProperty(name).GetDecimal() * 1_000_000);
}
