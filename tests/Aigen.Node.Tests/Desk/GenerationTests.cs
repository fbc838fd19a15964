using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Inference;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>What the request says about the answer, and what is refused about it.</summary>
public sealed class GenerationTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task MaxTokens_ReachedBeforeTheAnswerEnds_FinishesByLength()
    {
        var result = await AskAsync(Chat.Ask(maxTokens: 3));

        Assert.Equal("length", result.GetProperty("choices")[0].Text("finish_reason"));
        Assert.Equal(3UL, result.GetProperty("usage").Number("completion_tokens"));
        Assert.StartsWith(TextOf(result), Chat.Answer, StringComparison.Ordinal);
        Assert.Equal("length", result.GetProperty("receipt").Text("end"));
    }

    [Fact]
    public async Task Answer_ThatEndsByItself_FinishesByStop()
    {
        var result = await AskAsync(Chat.Ask());

        Assert.Equal(Chat.Answer, TextOf(result));
        Assert.Equal("stop", result.GetProperty("choices")[0].Text("finish_reason"));
        Assert.Equal("stop", result.GetProperty("receipt").Text("end"));
    }

    [Fact]
    public async Task Grammar_ThatTakesTooManySteps_EndsTheAnswerWhichIsBilled()
    {
        var request = Chat.Ask("Tell me a story", maxTokens: 300, temperature: 1)
            .With("top_k", 0).With("top_p", 1).With("min_p", 0).With("seed", 1).With("grammar", "root ::= ([a-z ]{1,20} [a-z ]{1,20}){1,20}");

        // Unsigned: the hash that a wallet signs has the grammar in it.
        var result = await node.Rpc.ResultAsync("chatCompletion", request);

        Assert.Equal("grammar", result.GetProperty("choices")[0].Text("finish_reason"));
        Assert.NotEmpty(TextOf(result));
        Assert.InRange(result.GetProperty("receipt").Number("completion_tokens"), 1UL, 299UL);
        Assert.Equal("length", result.GetProperty("receipt").Text("end"));
    }

    [Theory]
    [InlineData("""[" is"]""")]
    [InlineData("\" is\"")]
    [InlineData("""["never said"," is"]""")]
    public async Task Stop_StringMet_EndsTheAnswerBeforeIt(string stop)
    {
        var result = await AskAsync(Chat.Ask().With("stop", JsonNode.Parse(stop)));

        Assert.Equal("The capital of France", TextOf(result));
        Assert.Equal("stop", result.GetProperty("choices")[0].Text("finish_reason"));
    }

    [Fact]
    public async Task Seed_TheSameTwice_GivesTheSameAnswer()
    {
        JsonObject Hot(uint seed) => Chat.Ask("Tell me a story", maxTokens: 60, temperature: 1.5).With("seed", seed);

        var (first, second, other) = (await AskAsync(Hot(7)), await AskAsync(Hot(7)), await AskAsync(Hot(8)));

        Assert.Equal(TextOf(first), TextOf(second));
        Assert.NotEqual(TextOf(first), TextOf(other));
        Assert.Equal(7UL, first.GetProperty("receipt").GetProperty("sampling").Number("seed"));
    }

    [Fact]
    public async Task Seed_GivenOrNot_TheReceiptSaysWhichAndHowItWasComputed()
    {
        var hot = Chat.Ask("Tell me a story", maxTokens: 5, temperature: 1.5);

        var (drawn, given) = ((await AskAsync(hot)).GetProperty("receipt"), (await AskAsync(hot.With("seed", 9))).GetProperty("receipt"));

        Assert.Equal(("batched", "pinned"), (drawn.Text("computed_as"), given.Text("computed_as")));
        Assert.NotEqual(9UL, drawn.GetProperty("sampling").Number("seed"));
        Assert.Equal(9UL, given.GetProperty("sampling").Number("seed"));
    }

    [Fact]
    public async Task Stream_OfTheSameRequest_JoinsToTheWholeAnswer()
    {
        var request = Chat.Ask("Tell me a story", maxTokens: 60, temperature: 1.5).With("seed", 11);
        await using var socket = await node.ConnectAsync();

        var stream = await socket.ReadChatAsync(await socket.SubscribeAsync("subscribeChatCompletion", request.SignedBy(Wallet.New())));

        Assert.Equal(TextOf(await AskAsync(request)), stream.Text);
    }

    [Fact]
    public async Task Stream_ThatHasEnded_CannotBeUnsubscribed()
    {
        await using var socket = await node.ConnectAsync();
        var subscription = await socket.SubscribeAsync("subscribeChatCompletion", Chat.Ask().SignedBy(Wallet.New()));
        await socket.ReadChatAsync(subscription);

        Assert.Equal(JsonValueKind.False, (await socket.CallAsync("unsubscribeChatCompletion", new[] { subscription })).Result.ValueKind);
    }

    [Theory]
    [InlineData(1010)]
    [InlineData(1500)]
    [InlineData(9000)]
    public async Task Prompt_LongerThanTheContext_IsRefusedWithItsTokens(int words)
    {
        var answer = await node.Rpc.CallAsync(
            "chatCompletion", Chat.Ask(string.Concat(Enumerable.Repeat("gold ", words))).SignedBy(Wallet.New()));

        var data = answer.Refused(2008);
        data.HasFields("input_tokens", "max_context", "model", "detail");
        Assert.Equal("Context length exceeded", answer.Sentence);
        Assert.InRange(data.GetProperty("input_tokens").GetInt32(), 1024, 1_000_000);
        Assert.Equal(1024UL, data.Number("max_context"));
        Assert.Equal("aigen-tiny", data.Text("model"));
    }

    [Theory]
    [InlineData("[]", "there are no messages")]
    [InlineData("""[{"role":"robot","content":"Hello"}]""", "robot")]
    [InlineData("""[{"role":"user"}]""", "messages[0]")]
    [InlineData("""[{"role":"user","content":"Hello"},{"content":"Hello"}]""", "messages[1]")]
    [InlineData("""[{"role":"user","content":7}]""", "messages[0]")]
    [InlineData("""[{"role":"user","content":[{"type":"image_url","image_url":{"url":"x"}}]}]""", "messages[0]")]
    [InlineData("\"Hello\"", "messages")]
    [InlineData("null", "messages")]
    public async Task Messages_ThatMakeNoChat_AreRefused(string messages, string reason)
    {
        var answer = await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With("messages", JsonNode.Parse(messages)));

        answer.Refused(2006);
        Assert.StartsWith("Invalid chat format", answer.Sentence, StringComparison.Ordinal);
        Assert.Contains(reason, answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_AsAListOfTextParts_IsReadAsTheirText()
    {
        var messages = JsonNode.Parse(
            """[{"role":"user","content":[{"type":"text","text":"What is the capital "},{"type":"text","text":"of France?"}]}]""");

        Assert.Equal(Chat.Answer, TextOf((await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With("messages", messages))).Result));
    }

    [Theory]
    [InlineData("temperature", "2.1")]
    [InlineData("temperature", "-1")]
    [InlineData("top_p", "1.5")]
    [InlineData("top_logprobs", "5")]
    [InlineData("top_k", "-1")]
    [InlineData("min_p", "2")]
    [InlineData("repeat_penalty", "0")]
    [InlineData("frequency_penalty", "3")]
    [InlineData("presence_penalty", "-3")]
    [InlineData("max_tokens", "0")]
    [InlineData("max_tokens", "\"many\"")]
    [InlineData("seed", "-1")]
    [InlineData("seed", "4294967295")]
    [InlineData("stop", """[""]""")]
    [InlineData("stream", "true")]
    [InlineData("n", "0")]
    [InlineData("n", "9")]
    [InlineData("tools", "[]")]
    [InlineData("tools", """[{"type":"function","function":{"name":"get_time"}}]""")]
    [InlineData("tool_choice", "\"required\"")]
    [InlineData("parallel_tool_calls", "1")]
    [InlineData("functions", "[]")]
    [InlineData("typical_p", "2")]
    [InlineData("mirostat", "3")]
    [InlineData("mirostat_tau", "-1")]
    [InlineData("mirostat_eta", "2")]
    [InlineData("logit_bias", """{"five":1}""")]
    [InlineData("logit_bias", """{"5":"1"}""")]
    [InlineData("logit_bias", """{"5":101}""")]
    [InlineData("logit_bias", """{"99999999":1}""")]
    [InlineData("logit_bias", "5")]
    [InlineData("ignore_eos", "1")]
    [InlineData("grammar", "\"root ::= x\"")]
    [InlineData("response_format", "\"json\"")]
    [InlineData("response_format", """{"type":"json_schema","schema":{"not":{}}}""")]
    public async Task Option_OutsideItsRange_IsNamed(string field, string value)
    {
        var data = (await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With(field, JsonNode.Parse(value)))).Refused(-32602);

        Assert.Equal(field, data.Text("field"));
        Assert.NotEmpty(data.Text("expected")!);
    }

    [Theory]
    [InlineData("response_format.type", "{}")]
    [InlineData("response_format.type", """{"type":"xml"}""")]
    [InlineData("response_format.json_schema", """{"type":"json_schema"}""")]
    [InlineData("response_format.json_schema.schema", """{"type":"json_schema","json_schema":{"name":"x"}}""")]
    public async Task ResponseFormat_OfNoForm_IsRefusedWithThePlace(string field, string value) => Assert.Equal(
        field, (await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With("response_format", JsonNode.Parse(value)))).Refused(-32602).Text("field"));

    [Fact]
    public async Task ResponseFormat_ASchemaThatAGrammarCannotSay_IsRefusedWithPointerAndKeyword()
    {
        var format = JsonNode.Parse("""{"type":"json_schema","json_schema":{"name":"x","schema":{"properties":{"a":{"multipleOf":3}}}}}""");

        var data = (await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With("response_format", format))).Refused(-32602);

        Assert.Contains("multipleOf at \"#/properties/a\"", data.Text("given"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"json_schema","json_schema":{"name":"x","strict":true,"schema":{"enum":["gold","lead"]}}}""")]
    [InlineData("""{"type":"json_schema","schema":{"enum":["gold","lead"]}}""")]
    [InlineData("""{"type":"json_object","schema":{"enum":["gold","lead"]}}""")]
    public async Task ResponseFormat_ASchema_IsWhatTheAnswerFits(string format) =>
        Assert.Contains(TextOf(await UnsignedAsync(Chat.Ask().With("response_format", JsonNode.Parse(format)))), (string[])["\"gold\"", "\"lead\""]);

    [Fact]
    public async Task Grammar_OfAClient_IsWhatTheAnswerFits() =>
        Assert.Equal("yes!", TextOf(await UnsignedAsync(Chat.Ask().With("grammar", "root ::= \"yes!\""))));

    [Fact]
    public async Task Grammar_InASignedRequest_IsSignedToo()
    {
        var (wallet, asked) = (Wallet.New(), Chat.Ask().With("grammar", "root ::= \"yes!\""));
        var options = new GenerationOptions { ResponseFormat = ResponseFormat.Gbnf("root ::= \"yes!\"") };
        var proof = wallet.Proof("aigen-tiny", [.. Chat.MessagesOf(asked)], DateTimeOffset.UtcNow.ToUnixTimeSeconds(), options);

        Assert.Equal("yes!", TextOf(await UnsignedAsync(asked.With("wallet", proof))));
        (await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With("grammar", "root ::= \"yes!\"").SignedBy(wallet))).Refused(1002);
    }

    [Fact]
    public async Task Grammar_BesideAResponseFormat_IsRefused()
    {
        var both = Chat.Ask().With("grammar", "root ::= \"a\"").With("response_format", JsonNode.Parse("""{"type":"json_object"}"""));

        Assert.Equal("grammar", (await node.Rpc.CallAsync("chatCompletion", both)).Refused(-32602).Text("field"));
    }

    [Fact]
    public async Task Model_NotNamed_IsTheFirst() => Assert.Equal("aigen-tiny", (await AskAsync(Chat.Ask().Without("model_id"))).Text("model_id"));

    [Fact]
    public async Task ListModels_AnswersTheEmbeddedOne()
    {
        var model = Assert.Single((await node.Rpc.ResultAsync("listModels")).GetProperty("models").EnumerateArray());

        Assert.Equal(model.GetRawText(), (await node.Rpc.ResultAsync("getModelInfo", new[] { "aigen-tiny" })).GetRawText());
        Assert.Equal("aigen-tiny", model.Text("model_id"));
        Assert.Equal("ead8af9485e261e079f91b6fcc0b128fdb136f12ac449b16aa062306fa60af14", model.Text("sha256"));
        Assert.Equal(("free", 1UL, 5923136UL), (model.Text("minimum_tier"), model.Number("shard_count"), model.Number("total_size")));
        Assert.All(
            (string[])["is_core_model", "is_available", "is_loaded"], name => Assert.True(model.GetProperty(name).GetBoolean(), name));
        Assert.False(model.GetProperty("is_experimental").GetBoolean());
    }

    private static string TextOf(JsonElement result) => result.GetProperty("choices")[0].GetProperty("message").Text("content")!;

    // A new wallet each time: its quota is its own.
    private Task<JsonElement> UnsignedAsync(JsonObject request) => node.Rpc.ResultAsync("chatCompletion", request);

    private Task<JsonElement> AskAsync(JsonObject request) => node.Rpc.ResultAsync("chatCompletion", request.SignedBy(Wallet.New()));
}
