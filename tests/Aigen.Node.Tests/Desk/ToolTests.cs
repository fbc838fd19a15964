using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Inference;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>Functions that a model asks to be called, in OpenAI's shape.</summary>
public sealed class ToolTests(ToolNode node) : IClassFixture<ToolNode>
{
    private const string Weather =
        """{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"enum":["Paris","Rome"]}},"required":["city"]}}}""";

    private const string Named = """{"type":"function","function":{"name":"get_weather"}}""";

    private static readonly JsonSerializerOptions AsJavaScript = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Tools_ACallThatMustCome_IsAnsweredInOpenAiShape()
    {
        var result = await node.Node.Rpc.ResultAsync("chatCompletion", Asked());

        var choice = result.GetProperty("choices")[0];
        Assert.Equal("tool_calls", choice.Text("finish_reason"));
        choice.GetProperty("message").HasFields("role", "content", "tool_calls");
        Assert.Equal(JsonValueKind.Null, choice.GetProperty("message").GetProperty("content").ValueKind);
        var call = Assert.Single(choice.GetProperty("message").GetProperty("tool_calls").EnumerateArray());
        call.HasFields("id", "type", "function");
        Assert.StartsWith("call_", call.Text("id"), StringComparison.Ordinal);
        var (name, arguments) = (call.GetProperty("function").Text("name")!, call.GetProperty("function").Text("arguments")!);
        Assert.Equal(("function", "get_weather"), (call.Text("type"), name));
        Assert.Contains(JsonElement.Parse(arguments).Text("city"), (string[])["Paris", "Rome"]);
        Assert.Equal("stop", result.GetProperty("receipt").Text("end"));
        var calls = JsonSerializer.Serialize(new[] { new { name, arguments } }, AsJavaScript);
        byte[] hashed = [.. SHA256.HashData([]), .. Encoding.UTF8.GetBytes(calls)];
        Assert.Equal("0x" + Convert.ToHexStringLower(SHA256.HashData(hashed)), result.GetProperty("receipt").Text("output_hash"));
    }

    [Fact]
    public async Task Tools_InAStream_ComeAsPartsThatJoin()
    {
        await using var socket = await node.Node.ConnectAsync();
        var subscription = await socket.SubscribeAsync("subscribeChatCompletion", Asked());

        var parts = new List<JsonElement>();
        JsonElement last;
        while ((last = await socket.NextAsync(subscription)).TryGetProperty("delta", out var delta)) parts.AddRange(delta.GetProperty("tool_calls").EnumerateArray());

        parts[0].HasFields("index", "id", "type", "function");
        Assert.Equal("get_weather", parts[0].GetProperty("function").Text("name"));
        Assert.All(parts.Skip(1), part => part.HasFields("index", "function"));
        var arguments = string.Concat(parts.Select(part => part.GetProperty("function").Text("arguments")));
        Assert.Contains(JsonElement.Parse(arguments).Text("city"), (string[])["Paris", "Rome"]);
        Assert.Equal("tool_calls", last.Text("finish_reason"));
    }

    [Fact]
    public async Task Messages_WithCallsAndResults_AreTakenAndAnswered()
    {
        var messages = JsonNode.Parse(
            """
            [{"role":"user","content":"What is the weather in Rome?"},
             {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Rome\"}"}}]},
             {"role":"tool","tool_call_id":"call_1","content":"sunny"}]
            """);

        var result = await node.Node.Rpc.ResultAsync("chatCompletion", Asked(choice: "\"auto\"").With("messages", messages));

        Assert.NotEqual(0UL, result.GetProperty("usage").Number("completion_tokens"));
    }

    [Fact]
    public async Task Tools_OfASignedRequest_AreSignedToo()
    {
        var wallet = Wallet.New();
        var tools = new ToolUse([new ToolFunction("get_weather", null, Weather)], named: "get_weather", isParallel: false);

        (await node.Node.Rpc.CallAsync("chatCompletion", Asked().SignedBy(wallet))).Refused(1002);
        await node.Node.Rpc.ResultAsync("chatCompletion", Asked().SignedBy(wallet, new GenerationOptions { Tools = tools }));
    }

    [Fact]
    public async Task ToolChoice_None_IsAsWithoutTools()
    {
        var with = await node.Node.Rpc.ResultAsync("chatCompletion", Asked(choice: "\"none\""));
        var without = await node.Node.Rpc.ResultAsync("chatCompletion", Asked().Without("tools").Without("tool_choice"));

        Assert.Equal(without.GetProperty("receipt").Text("request_hash"), with.GetProperty("receipt").Text("request_hash"));
        Assert.Equal(without.GetProperty("usage").Number("prompt_tokens"), with.GetProperty("usage").Number("prompt_tokens"));
    }

    [Fact]
    public async Task Tools_OfAModelWithoutThem_AreRefusedByItsName()
    {
        var data = (await node.Node.Rpc.CallAsync("chatCompletion", Asked().With("model_id", "aigen-tiny"))).Refused(-32602);

        Assert.Equal("tools", data.Text("field"));
        Assert.Contains("the chat template of model aigen-tiny has no tools", data.Text("expected"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetModelInfo_AModel_SaysWhetherItTakesTools()
    {
        Assert.True((await node.Node.Rpc.ResultAsync("getModelInfo", new[] { "aigen-tools" })).GetProperty("supports_tools").GetBoolean());
        Assert.False((await node.Node.Rpc.ResultAsync("getModelInfo", new[] { "aigen-tiny" })).GetProperty("supports_tools").GetBoolean());
    }

    [Theory]
    [InlineData("tools", "[5]")]
    [InlineData("tools[0].type", """[{"type":"web_search"}]""")]
    [InlineData("tools[0].function", """[{"type":"function"}]""")]
    [InlineData("tools[0].function.name", """[{"type":"function","function":{"name":"two words"}}]""")]
    [InlineData("tools[1].function.name", """[{"type":"function","function":{"name":"a"}},{"type":"function","function":{"name":"a"}}]""")]
    [InlineData("tools[0].function.parameters", """[{"type":"function","function":{"name":"a","parameters":{"type":"string"}}}]""")]
    [InlineData("tools", """[{"type":"function","function":{"name":"a","parameters":{"type":"object","properties":{"b":{"multipleOf":3}}}}}]""")]
    public async Task Tools_OfNoForm_AreRefusedWithThePlace(string field, string tools)
    {
        var request = Asked().Without("tool_choice").With("tools", JsonNode.Parse(tools));

        var refused = (await node.Node.Rpc.CallAsync("chatCompletion", request)).Refused(-32602);

        Assert.StartsWith(field, refused.Text("field"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"always\"")]
    [InlineData("""{"type":"function","function":{"name":"get_rain"}}""")]
    public async Task ToolChoice_OfSomethingElse_IsRefused(string choice) =>
        Assert.StartsWith("tool_choice", (await node.Node.Rpc.CallAsync("chatCompletion", Asked(choice))).Refused(-32602).Text("field"), StringComparison.Ordinal);

    [Theory]
    [InlineData("""[{"role":"assistant","content":null,"tool_calls":[{"id":"x","function":{"name":"a","arguments":"no"}}]}]""")]
    [InlineData("""[{"role":"assistant","content":null,"tool_calls":[{"id":"x","function":{"name":"a","arguments":"{\"b\":\"\\ud800\"}"}}]},{"role":"user","content":"Hi"}]""")]
    [InlineData("""[{"role":"assistant","content":null,"tool_calls":[{"id":"x"}]}]""")]
    [InlineData("""[{"role":"assistant","content":null,"tool_calls":{}}]""")]
    [InlineData("""[{"role":"user","content":null,"tool_calls":[{"id":"x","function":{"name":"a","arguments":"{}"}}]}]""")]
    public async Task Messages_WithCallsOfNoForm_AreRefused(string messages) =>
        (await node.Node.Rpc.CallAsync("chatCompletion", Asked().With("messages", JsonNode.Parse(messages)))).Refused(2006);

    private static JsonObject Asked(string choice = Named) => Chat.Ask("What is the weather in Rome?", maxTokens: 200)
        .With("model_id", "aigen-tools").With("tools", JsonNode.Parse($"[{Weather}]")).With("tool_choice", JsonNode.Parse(choice)).With("parallel_tool_calls", false);
}
