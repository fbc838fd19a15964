using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Inference;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>What a request gives to its model's chat template by name.</summary>
public sealed class TemplateSwitchTests(ToolNode node) : IClassFixture<ToolNode>
{
    private static readonly JsonObject NoThinking = new() { ["enable_thinking"] = false };

    [Fact]
    public async Task EnableThinking_ByItselfOrAmongTheOthers_ChangesThePrompt()
    {
        var plain = await TokensAsync(Asked());
        var switched = await TokensAsync(Asked().With("enable_thinking", false));

        Assert.True(switched > plain, $"{switched} > {plain}");
        Assert.Equal(switched, await TokensAsync(Asked().With("chat_template_kwargs", NoThinking.DeepClone())));
        Assert.Equal(plain, await TokensAsync(Asked().With("chat_template_kwargs", new JsonObject { ["nobody_knows"] = 5 })));
        var answered = await node.Node.Rpc.ResultAsync("chatCompletion", Asked().With("enable_thinking", false).With("max_tokens", 2));
        Assert.Equal(switched, answered.GetProperty("usage").Number("prompt_tokens"));
    }

    [Fact]
    public async Task EnableThinking_OfASignedRequest_IsSignedToo()
    {
        var wallet = Wallet.New();
        var asked = Asked().With("enable_thinking", false).With("max_tokens", 2);

        (await node.Node.Rpc.CallAsync("chatCompletion", asked.SignedBy(wallet))).Refused(1002);
        await node.Node.Rpc.ResultAsync(
            "chatCompletion", asked.SignedBy(wallet, new GenerationOptions { TemplateArguments = new TemplateArguments(NoThinking.ToJsonString()) }));
    }

    [Fact]
    public async Task ReasoningEffort_IsGivenToTheTemplate_AndNoneThinksNot()
    {
        var (plain, switched) = (await TokensAsync(Asked()), await TokensAsync(Asked().With("enable_thinking", false)));

        Assert.Equal(plain, await TokensAsync(Asked().With("reasoning_effort", "high")));
        Assert.Equal(switched, await TokensAsync(Asked().With("reasoning_effort", "none")));
        Assert.Equal(switched, await TokensAsync(Asked().With("reasoning_effort", "none").With("enable_thinking", false)));
    }

    [Fact]
    public async Task ReasoningEffort_OfASignedRequest_IsSignedAsTheLastOfTheArguments()
    {
        var wallet = Wallet.New();
        var asked = Asked().With("reasoning_effort", "none").With("chat_template_kwargs", new JsonObject { ["a"] = 1 }).With("max_tokens", 2);

        await node.Node.Rpc.ResultAsync("chatCompletion", asked.SignedBy(
            wallet, new GenerationOptions { TemplateArguments = new TemplateArguments("""{"a":1,"enable_thinking":false,"reasoning_effort":"none"}""") }));
    }

    [Theory]
    [InlineData("reasoning_effort", "\"most\"")]
    [InlineData("chat_template_kwargs", "[]")]
    [InlineData("chat_template_kwargs", """{"messages":[]}""")]
    [InlineData("enable_thinking", "1")]
    public async Task Switches_OfNoForm_AreRefusedByTheirName(string field, string value) =>
        Assert.Equal(field, (await node.Node.Rpc.CallAsync("chatCompletion", Asked().With(field, JsonNode.Parse(value)))).Refused(-32602).Text("field"));

    [Fact]
    public async Task EnableThinking_SaidTwice_IsRefused() => Assert.Equal("enable_thinking", (await node.Node.Rpc.CallAsync(
        "chatCompletion", Asked().With("enable_thinking", true).With("chat_template_kwargs", NoThinking.DeepClone()))).Refused(-32602).Text("field"));

    [Theory]
    [InlineData("""{"reasoning_effort":"low"}""", "high")]
    [InlineData("""{"enable_thinking":true}""", "none")]
    public async Task ReasoningEffort_SaidTwice_IsRefused(string arguments, string effort) => Assert.Equal("reasoning_effort", (await node.Node.Rpc.CallAsync(
        "chatCompletion", Asked().With("reasoning_effort", effort).With("chat_template_kwargs", JsonNode.Parse(arguments)))).Refused(-32602).Text("field"));

    [Fact]
    public async Task ReasoningEffort_NoneBesideThinking_IsRefused() => Assert.Equal("reasoning_effort", (await node.Node.Rpc.CallAsync(
        "chatCompletion", Asked().With("reasoning_effort", "none").With("enable_thinking", true))).Refused(-32602).Text("field"));

    private static JsonObject Asked() => Chat.Ask().With("model_id", "aigen-reasons");

    private async Task<ulong> TokensAsync(JsonObject asked) => (await node.Node.Rpc.ResultAsync("countTokens", new JsonObject
    {
        ["messages"] = asked["messages"]!.DeepClone(),
        ["model_id"] = "aigen-reasons",
        ["enable_thinking"] = asked["enable_thinking"]?.DeepClone(),
        ["reasoning_effort"] = asked["reasoning_effort"]?.DeepClone(),
        ["chat_template_kwargs"] = asked["chat_template_kwargs"]?.DeepClone(),
    })).Number("prompt_tokens");
}
