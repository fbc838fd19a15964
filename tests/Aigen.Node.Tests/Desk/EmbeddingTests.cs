using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Metering;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>Texts as vectors, and their bill.</summary>
public sealed class EmbeddingTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task CreateEmbedding_OfTwoTexts_AnswersAVectorEachAndABillForTheirTokens()
    {
        var wallet = Wallet.New();

        var result = await node.Rpc.ResultAsync("createEmbedding", Signed(wallet, "Gold", "What is the capital of France?"));

        result.HasFields("id", "model_id", "created", "data", "usage", "receipt");
        Assert.Equal([0UL, 1UL], result.GetProperty("data").EnumerateArray().Select(item => item.Number("index")));
        Assert.All(Vectors(result), vector => Assert.Equal(1, vector.Sum(number => (double)number * number), 5));
        Assert.Equal((11UL, 11UL), (result.GetProperty("usage").Number("prompt_tokens"), result.GetProperty("usage").Number("total_tokens")));
        var receipt = result.GetProperty("receipt");
        Assert.Equal(
            (result.Text("id"), wallet.Address.ToString(), 11UL, 0UL, "embedding"),
            (receipt.Text("id"), receipt.Text("payer"), receipt.Number("prompt_tokens"), receipt.Number("completion_tokens"), receipt.Text("end")));
        Assert.Equal(RequestHash.OfEmbedding("aigen-tiny", ["Gold", "What is the capital of France?"]).ToString(), receipt.Text("request_hash"));
        var (included, _) = await node.IncludedReceiptAsync(receipt.Text("id")!);
        Assert.Equal(receipt.GetRawText(), included.GetProperty("receipt").GetRawText());
    }

    [Fact]
    public async Task OutputHash_OfTheReceipt_IsOfTheNumbersThatTheClientGot()
    {
        var result = await node.Rpc.ResultAsync("createEmbedding", Signed(Wallet.New(), "Gold", "Lead"));

        byte[] bytes = [.. Vectors(result).SelectMany(vector => MemoryMarshal.AsBytes<float>(vector).ToArray())];
        Assert.Equal("0x" + Convert.ToHexStringLower(SHA256.HashData(bytes)), result.GetProperty("receipt").Text("output_hash"));
    }

    [Fact]
    public async Task EncodingFormat_Base64_IsTheSameNumbers()
    {
        var floats = await node.Rpc.ResultAsync("createEmbedding", Signed(Wallet.New(), "Gold"));

        var base64 = await node.Rpc.ResultAsync("createEmbedding", Signed(Wallet.New(), "Gold").With("encoding_format", "base64"));

        var bytes = base64.GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal(Vectors(floats).Single(), MemoryMarshal.Cast<byte, float>(bytes).ToArray());
        Assert.Equal(floats.GetProperty("receipt").Text("output_hash"), base64.GetProperty("receipt").Text("output_hash"));
    }

    [Fact]
    public async Task Input_AsOneText_IsSignedAsAListOfOne()
    {
        var wallet = Wallet.New();

        var result = await node.Rpc.ResultAsync("createEmbedding", Signed(wallet, "Gold").With("input", "Gold"));

        Assert.Equal(wallet.Address.ToString(), result.GetProperty("receipt").Text("payer"));
    }

    [Fact]
    public async Task CreateEmbedding_WithAPayment_IsTakenFromItsCredit()
    {
        var wallet = await node.FundedAsync(10);

        var result = await node.Rpc.ResultAsync("createEmbedding", Ask("Gold").Paying(wallet.Payment(1, nonce: 0, maxTokens: 100)));

        Assert.Equal(("credit", 3_000UL), (result.GetProperty("receipt").Text("funding"), result.GetProperty("receipt").Number("price_micro_aigen")));
        Assert.Equal(997_000UL, (await node.Rpc.ResultAsync("checkQuota", new[] { wallet.Address.ToString() })).Number("credit_micro_aigen"));
    }

    [Fact]
    public async Task CreateEmbedding_WithTheSignatureOfAChat_IsRefused()
    {
        var chat = Chat.Ask("Gold").SignedBy(Wallet.New());

        (await node.Rpc.CallAsync("createEmbedding", Ask("Gold").With("wallet", chat["wallet"]!.DeepClone()))).Refused(1002);
    }

    [Fact]
    public async Task Input_LongerThanTheModelTakes_IsRefusedWithItsPlaceAndTokens()
    {
        var answer = await node.Rpc.CallAsync("createEmbedding", Ask("Gold", string.Concat(Enumerable.Repeat("gold ", 1500))));

        var data = answer.Refused(2008);
        Assert.Equal((1503UL, 1024UL), (data.Number("input_tokens"), data.Number("max_context")));
        Assert.StartsWith("text 1 has 1503 tokens", data.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input", "null")]
    [InlineData("input", "[]")]
    [InlineData("input", "\"\"")]
    [InlineData("input", "7")]
    [InlineData("input[1]", """["a",""]""")]
    [InlineData("input[0]", "[[1,2]]")]
    [InlineData("dimensions", "255")]
    [InlineData("dimensions", "0")]
    [InlineData("encoding_format", "\"hex\"")]
    public async Task Parameter_OutsideItsRange_IsNamed(string field, string value)
    {
        var name = field.Split('[')[0];

        Assert.Equal(field, (await node.Rpc.CallAsync("createEmbedding", Ask("Gold").With(name, JsonNode.Parse(value)))).Refused(-32602).Text("field"));
    }

    [Fact]
    public async Task GetModelInfo_TellsHowManyNumbersAnEmbeddingHas() =>
        Assert.Equal(256UL, (await node.Rpc.ResultAsync("getModelInfo", new[] { "aigen-tiny" })).Number("embedding_dimensions"));

    [Fact]
    public async Task Model_ThatThereIsNot_IsRefused() =>
        (await node.Rpc.CallAsync("createEmbedding", Ask("Gold").With("model_id", "mistral-7b"))).Refused(2001);

    private static JsonObject Ask(params string[] input) =>
        new() { ["input"] = new JsonArray([.. input.Select(text => JsonValue.Create(text))]), ["model_id"] = "aigen-tiny" };

    private static JsonObject Signed(Wallet wallet, params string[] input) =>
        Ask(input).With("wallet", wallet.Proof(RequestHash.OfEmbedding("aigen-tiny", input)));

    private static List<float[]> Vectors(JsonElement result) =>
        [.. result.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle()).ToArray())];
}
