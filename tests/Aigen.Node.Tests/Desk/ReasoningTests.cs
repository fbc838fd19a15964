using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Inference;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>What a model thinks before it answers. The embedded one never ends that, so it is all that its prompt has begun.</summary>
public sealed class ReasoningTests(ToolNode node) : IClassFixture<ToolNode>
{
    private const int Tokens = 12;

    [Fact]
    public async Task Answer_OfAModelThatReasons_HasItBesideTheContentAndCounted()
    {
        var result = await node.Node.Rpc.ResultAsync("chatCompletion", Asked());

        var message = result.GetProperty("choices")[0].GetProperty("message");
        message.HasFields("role", "content", "reasoning_content");
        Assert.Equal("", message.Text("content"));
        Assert.NotEqual("", message.Text("reasoning_content"));
        Assert.Equal("length", result.GetProperty("choices")[0].Text("finish_reason"));
        var usage = result.GetProperty("usage");
        Assert.Equal((ulong)Tokens, usage.Number("completion_tokens"));
        Assert.Equal((ulong)Tokens, usage.GetProperty("completion_tokens_details").Number("reasoning_tokens"));
        byte[] hashed = [.. SHA256.HashData(Encoding.UTF8.GetBytes(message.Text("reasoning_content")!)), .. SHA256.HashData([])];
        Assert.Equal("0x" + Convert.ToHexStringLower(SHA256.HashData(hashed)), result.GetProperty("receipt").Text("output_hash"));
    }

    [Fact]
    public async Task Answer_InAStream_HasItInDeltasOfItsOwn()
    {
        await using var socket = await node.Node.ConnectAsync();
        var subscription = await socket.SubscribeAsync("subscribeChatCompletion", Asked());

        var deltas = new List<JsonElement>();
        JsonElement last;
        while ((last = await socket.NextAsync(subscription)).TryGetProperty("delta", out var delta)) deltas.Add(delta);

        Assert.All(deltas, delta => Assert.Equal(JsonValueKind.Null, delta.GetProperty("content").ValueKind));
        var whole = await node.Node.Rpc.ResultAsync("chatCompletion", Asked());
        Assert.Equal(
            whole.GetProperty("choices")[0].GetProperty("message").Text("reasoning_content"), string.Concat(deltas.Select(delta => delta.Text("reasoning_content"))));
        Assert.Equal((ulong)Tokens, last.GetProperty("usage").GetProperty("completion_tokens_details").Number("reasoning_tokens"));
    }

    [Fact]
    public async Task ReasoningFormat_None_LeavesItInTheContent()
    {
        var (apart, inText) = (await AskAsync(Asked()), await AskAsync(Asked().With("reasoning_format", "none")));

        inText.HasFields("role", "content");
        Assert.Equal(apart.Text("reasoning_content"), inText.Text("content")!.Trim());
    }

    [Fact]
    public async Task Answer_WhereThePromptIsThroughWithIt_HasNone() => (await AskAsync(Asked().With("enable_thinking", false))).HasFields("role", "content");

    [Fact]
    public async Task ReasoningFormat_OfASignedRequest_IsSignedToo()
    {
        var wallet = Wallet.New();
        var asked = Asked().Without("enable_thinking").Without("ignore_eos").With("reasoning_format", "none");

        (await node.Node.Rpc.CallAsync("chatCompletion", asked.SignedBy(wallet))).Refused(1002);
        await node.Node.Rpc.ResultAsync("chatCompletion", asked.SignedBy(wallet, new GenerationOptions { ReasoningFormat = ReasoningFormat.InText }));
    }

    [Fact]
    public async Task ReasoningFormat_OfAnotherName_IsRefusedWithThoseThatThereAre()
    {
        var refused = (await node.Node.Rpc.CallAsync("chatCompletion", Asked().With("reasoning_format", "deepseek-legacy"))).Refused(-32602);

        Assert.Equal("reasoning_format", refused.Text("field"));
        Assert.Contains("none", refused.Text("expected"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_WithReasoning_AreWrittenAsTheTemplateHasThem()
    {
        const string Said = """{"role":"user","content":"a"},{"role":"assistant","content":"b"REASONING}""";
        var plain = await CountAsync($"[{Said.Replace("REASONING", "")}]");

        Assert.True(await CountAsync($"[{Said.Replace("REASONING", ",\"reasoning_content\":\"Let me think.\"")}]") > plain);
        Assert.Equal(plain, await CountAsync($"[{Said.Replace("REASONING", ",\"reasoning_content\":null")}]"));
        Assert.Equal(plain, await CountAsync($"[{Said.Replace("REASONING", ",\"reasoning_content\":\"\"")}]"));
    }

    [Theory]
    [InlineData("""[{"role":"user","content":"a","reasoning_content":"b"}]""", 2006)]
    [InlineData("""[{"role":"assistant","content":"a","reasoning_content":5}]""", -32602)]
    public async Task Messages_WithReasoningThatIsNone_AreRefused(string messages, int code) =>
        (await node.Node.Rpc.CallAsync("chatCompletion", Asked().With("messages", JsonNode.Parse(messages)))).Refused(code);

    private static JsonObject Asked() =>
        Chat.Ask(maxTokens: Tokens).With("model_id", "aigen-reasons").With("enable_thinking", true).With("ignore_eos", true);

    private async Task<JsonElement> AskAsync(JsonObject asked) => (await node.Node.Rpc.ResultAsync("chatCompletion", asked)).GetProperty("choices")[0].GetProperty("message");

    private async Task<ulong> CountAsync(string messages) => (await node.Node.Rpc.ResultAsync(
        "countTokens", new JsonObject { ["messages"] = JsonNode.Parse(messages), ["model_id"] = "aigen-reasons" })).Number("prompt_tokens");
}
