using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>How likely the tokens of a plain text's answer were, in the shape of OpenAI's completions.</summary>
public sealed class TextLogprobsTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task Logprobs_OfAWholeAnswer_AreListsWithAnEntryAToken()
    {
        var result = await node.Rpc.ResultAsync("textCompletion", Asked().With("logprobs", 2));

        var choice = result.GetProperty("choices")[0];
        choice.HasFields("index", "text", "logprobs", "finish_reason");
        var logprobs = choice.GetProperty("logprobs");
        logprobs.HasFields("tokens", "token_logprobs", "top_logprobs", "text_offset");
        List<string> tokens = [.. logprobs.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!)];
        Assert.Equal(choice.Text("text"), string.Concat(tokens));
        Assert.Equal(result.GetProperty("usage").Number("completion_tokens"), (ulong)tokens.Count);
        Assert.Equal(Enumerable.Range(0, tokens.Count).Select(at => string.Concat(tokens.Take(at)).Length), Offsets(logprobs));
        for (var i = 0; i < tokens.Count; i++)
        {
            var top = logprobs.GetProperty("top_logprobs")[i];
            Assert.InRange(top.EnumerateObject().Count(), 2, 3);
            Assert.Equal(logprobs.GetProperty("token_logprobs")[i].GetDouble(), top.GetProperty(tokens[i]).GetDouble());
        }
    }

    [Fact]
    public async Task Logprobs_OfNoAlternatives_HaveTheTokenAlone()
    {
        var logprobs = (await node.Rpc.ResultAsync("textCompletion", Asked().With("logprobs", 0))).GetProperty("choices")[0].GetProperty("logprobs");

        Assert.All(logprobs.GetProperty("top_logprobs").EnumerateArray(), top => Assert.Single(top.EnumerateObject()));
    }

    [Fact]
    public async Task Logprobs_OfAStream_ComeWithTheirTextAndCountOn()
    {
        var whole = (await node.Rpc.ResultAsync("textCompletion", Asked().With("logprobs", 1))).GetProperty("choices")[0].GetProperty("logprobs");
        await using var socket = await node.ConnectAsync();
        var subscription = await socket.SubscribeAsync("subscribeTextCompletion", Asked().With("logprobs", 1));

        var pieces = new List<JsonElement>();
        while (await socket.NextAsync(subscription) is var piece && !piece.TryGetProperty("usage", out _)) pieces.Add(piece.GetProperty("choices")[0]);

        Assert.All(pieces, piece => Assert.Equal(piece.Text("text"), string.Concat(piece.GetProperty("logprobs").GetProperty("tokens").EnumerateArray())));
        Assert.Equal(Offsets(whole), pieces.SelectMany(piece => Offsets(piece.GetProperty("logprobs"))));
    }

    [Fact]
    public async Task Logprobs_NotAskedFor_AreNotThere() =>
        (await node.Rpc.ResultAsync("textCompletion", Asked().With("logprobs", false))).GetProperty("choices")[0].HasFields("index", "text", "finish_reason");

    [Theory]
    [InlineData("21", "an integer from 0 to 20")]
    [InlineData("true", "an integer from 0 to 20")]
    [InlineData("5", "absent beside echo: there are none of the prompt's tokens")]
    public async Task Logprobs_ThatCannotBeHad_AreRefused(string value, string expected)
    {
        var data = (await node.Rpc.CallAsync("textCompletion", Asked().With("echo", true).With("logprobs", JsonNode.Parse(value)))).Refused(-32602);

        Assert.Equal("logprobs", data.Text("field"));
        Assert.StartsWith(expected, data.Text("expected"), StringComparison.Ordinal);
    }

    private static IEnumerable<int> Offsets(JsonElement logprobs) => logprobs.GetProperty("text_offset").EnumerateArray().Select(offset => offset.GetInt32());

    private static JsonObject Asked() => new()
    {
        ["prompt"] = "<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n",
        ["model_id"] = "aigen-tiny",
        ["temperature"] = 0,
    };
}
