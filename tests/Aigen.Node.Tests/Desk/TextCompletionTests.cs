using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Desk;

/// <summary>A text that the model goes on with as it is: the same desk, options and bill as a chat, in a shape of its own.</summary>
public sealed class TextCompletionTests(DevNode node) : IClassFixture<DevNode>
{
    private const string Prompt = "<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n";
    private const int Long = 900;

    [Fact]
    public async Task TextCompletion_ATextThatATemplateWrote_IsAnsweredAsTheChat()
    {
        var result = await node.Rpc.ResultAsync("textCompletion", Signed(Ask(), Wallet.New()));

        result.HasFields("id", "model_id", "created", "choices", "usage", "receipt");
        var choice = Assert.Single(result.GetProperty("choices").EnumerateArray());
        choice.HasFields("index", "text", "finish_reason");
        Assert.Equal((Chat.Answer, "stop"), (choice.Text("text"), choice.Text("finish_reason")));
        Assert.Equal((19UL, 8UL), (result.GetProperty("usage").Number("prompt_tokens"), result.GetProperty("usage").Number("completion_tokens")));
    }

    [Fact]
    public async Task Receipt_OfAText_IsOfItsHashAndTheAnswerAlone()
    {
        var wallet = Wallet.New();

        var result = await node.Rpc.ResultAsync("textCompletion", Signed(Ask(), wallet).With("echo", true));

        Assert.Equal(Prompt + Chat.Answer, TextOf(result));
        var receipt = result.GetProperty("receipt");
        Assert.Equal(wallet.Address.ToString(), receipt.Text("payer"));
        Assert.Equal(RequestHash.OfText("aigen-tiny", new TextPrompt(Prompt)).ToString(), receipt.Text("request_hash"));
        Assert.Equal("0x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Chat.Answer))), receipt.Text("output_hash"));
        await node.IncludedReceiptAsync(receipt.Text("id")!);
    }

    [Fact]
    public async Task Stream_WithEcho_BeginsWithThePromptAndEndsWithTheBill()
    {
        await using var socket = await node.ConnectAsync();
        var subscription = await socket.SubscribeAsync("subscribeTextCompletion", Signed(Ask(), Wallet.New()).With("echo", true));

        var pieces = new List<JsonElement>();
        do pieces.Add(await socket.NextAsync(subscription));
        while (FinishOf(pieces[^1]) is null);

        Assert.Equal(Prompt, TextOf(pieces[0]));
        Assert.Equal(Prompt + Chat.Answer, string.Concat(pieces.Select(TextOf)));
        Assert.All(pieces.SkipLast(1), piece => piece.HasFields("choices"));
        pieces[^1].HasFields("choices", "usage", "id", "model_id", "receipt");
        Assert.Equal(("", "stop", "stop"), (TextOf(pieces[^1]), FinishOf(pieces[^1]), pieces[^1].GetProperty("receipt").Text("end")));
    }

    [Fact]
    public async Task Unsubscribe_MidStream_SettlesForWhatWasDelivered()
    {
        var wallet = Wallet.New();
        await using var socket = await node.ConnectAsync();
        var blocks = await socket.SubscribeAsync("subscribeNewBlocks");
        var endless = Signed(Ask("Once upon a time"), wallet, new GenerationOptions { IgnoreEos = true }).With("ignore_eos", true).With("max_tokens", Long);
        var subscription = await socket.SubscribeAsync("subscribeTextCompletion", endless);
        await socket.NextAsync(subscription);

        Assert.Equal(JsonValueKind.True, (await socket.CallAsync("unsubscribeTextCompletion", new[] { subscription })).Result.ValueKind);

        bool IsOurs(JsonElement receipt) => receipt.Text("payer") == wallet.Address.ToString();
        var block = await socket.NextAsync(blocks, block => block.GetProperty("receipts").EnumerateArray().Any(IsOurs));
        var receipt = block.GetProperty("receipts").EnumerateArray().Single(IsOurs);
        Assert.Equal("cancelled", receipt.Text("end"));
        Assert.InRange(receipt.Number("completion_tokens"), 1UL, (ulong)Long - 1);
    }

    [Fact]
    public async Task TextCompletion_WithOptions_FollowsThem()
    {
        Assert.Equal("yes!", TextOf(await AskAsync(Ask("Well? ").With("grammar", "root ::= \"yes!\""))));
        Assert.Equal("The capital of France", TextOf(await AskAsync(Ask().With("stop", " is"))));
        var short3 = await AskAsync(Ask().With("max_tokens", 3));
        Assert.Equal(("length", 3UL), (FinishOf(short3), short3.GetProperty("usage").Number("completion_tokens")));
    }

    [Fact]
    public async Task TextCompletion_WithSeveralAnswers_GivesEachAndOneBill()
    {
        var whole = await AskAsync(Ask().With("n", 2).With("echo", true));
        await using var socket = await node.ConnectAsync();
        var stream = await socket.SubscribeAsync("subscribeTextCompletion", Ask().With("n", 2).With("echo", true));
        var (texts, ends, last) = (new[] { "", "" }, new List<int>(), default(JsonElement));
        while (ends.Count < 2)
        {
            last = await socket.NextAsync(stream);
            var choice = last.GetProperty("choices")[0];
            texts[choice.GetProperty("index").GetInt32()] += choice.Text("text");
            if (choice.GetProperty("finish_reason").ValueKind == JsonValueKind.String) ends.Add(choice.GetProperty("index").GetInt32());
        }

        Assert.Equal(whole.GetProperty("choices").EnumerateArray().Select(choice => choice.Text("text")), texts);
        Assert.Equal([0, 1], ends.Order());
        Assert.Equal(whole.GetProperty("usage").Number("completion_tokens"), last.GetProperty("usage").Number("completion_tokens"));
        Assert.StartsWith("chatcmpl-", last.GetProperty("receipt").Text("id"));
    }

    [Fact]
    public async Task TextCompletion_WithAPayment_IsTakenFromItsCredit()
    {
        var wallet = await node.FundedAsync(10);

        var result = await node.Rpc.ResultAsync("textCompletion", Ask().With("max_tokens", 100).Paying(wallet.Payment(1, nonce: 0)));

        Assert.Equal(27_000UL, result.GetProperty("receipt").Number("price_micro_aigen"));
        Assert.Equal(973_000UL, (await node.Rpc.ResultAsync("checkQuota", new[] { wallet.Address.ToString() })).Number("credit_micro_aigen"));
    }

    [Fact]
    public async Task TextCompletion_WithTheSignatureOfAChatOfTheSameWords_IsRefused()
    {
        var chat = Chat.Ask().SignedBy(Wallet.New());

        (await node.Rpc.CallAsync("textCompletion", Ask(Chat.Question).With("wallet", chat["wallet"]!.DeepClone()))).Refused(1002);
    }

    [Fact]
    public async Task ChatCompletion_WithTheSignatureOfATextOfTheSameWords_IsRefused()
    {
        var text = Signed(Ask(Chat.Question), Wallet.New());

        (await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With("wallet", text["wallet"]!.DeepClone()))).Refused(1002);
    }

    [Fact]
    public async Task Suffix_ForAModelThatCannotFillIn_IsRefusedWithItsName()
    {
        var data = (await node.Rpc.CallAsync("textCompletion", Ask("def f(x):").With("suffix", "return x"))).Refused(-32602);

        Assert.Equal("suffix", data.Text("field"));
        Assert.Equal("absent: model aigen-tiny has no fill-in-the-middle tokens", data.Text("expected"));
    }

    [Theory]
    [InlineData("prompt", "null")]
    [InlineData("prompt", """["a"]""")]
    [InlineData("echo", "1")]
    [InlineData("best_of", "2")]
    [InlineData("n", "9")]
    [InlineData("tool_choice", "\"auto\"")]
    [InlineData("top_logprobs", "5")]
    [InlineData("reasoning_effort", "\"low\"")]
    [InlineData("chat_template_kwargs", "{}")]
    [InlineData("stream", "true")]
    [InlineData("temperature", "3")]
    [InlineData("max_tokens", "0")]
    public async Task Parameter_ThatIsWrongOrUnsupported_IsNamed(string field, string value) => Assert.Equal(
        field, (await node.Rpc.CallAsync("textCompletion", Ask().With(field, JsonNode.Parse(value)))).Refused(-32602).Text("field"));

    [Fact]
    public async Task Prompt_LongerThanTheContext_IsRefusedWithItsTokens()
    {
        var data = (await node.Rpc.CallAsync("textCompletion", Ask(string.Concat(Enumerable.Repeat("gold ", 1500))))).Refused(2008);

        Assert.InRange(data.Number("input_tokens"), 1500UL, 1600UL);
        Assert.Equal(1024UL, data.Number("max_context"));
    }

    private static JsonObject Ask(string prompt = Prompt) => new() { ["prompt"] = prompt, ["model_id"] = "aigen-tiny", ["temperature"] = 0 };

    private static JsonObject Signed(JsonObject request, Wallet wallet, GenerationOptions? options = null) =>
        request.With("wallet", wallet.Proof(RequestHash.OfText("aigen-tiny", new TextPrompt((string)request["prompt"]!), options)));

    private static string TextOf(JsonElement result) => result.GetProperty("choices")[0].Text("text")!;

    private static string? FinishOf(JsonElement result) => result.GetProperty("choices")[0].Text("finish_reason");

    // Unsigned requests of one connection have ten a month, so each has a payer of its own.
    private async Task<JsonElement> AskAsync(JsonObject request)
    {
        var wallet = await node.FundedAsync(10);
        return await node.Rpc.ResultAsync("textCompletion", request.Paying(wallet.Payment(1, nonce: 0, maxTokens: 100)));
    }
}
