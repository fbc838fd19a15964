using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>How likely the tokens of an answer were, in OpenAI's shape.</summary>
public sealed class LogprobsTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task Logprobs_OfAWholeAnswer_NameEachTokenAndItsAlternatives()
    {
        var result = await node.Rpc.ResultAsync("chatCompletion", Asked(top: 2).SignedBy(Wallet.New()));

        var choice = result.GetProperty("choices")[0];
        choice.HasFields("index", "message", "logprobs", "finish_reason");
        var tokens = choice.GetProperty("logprobs").GetProperty("content").EnumerateArray().ToList();
        Assert.Equal(result.GetProperty("usage").Number("completion_tokens"), (ulong)tokens.Count);
        Assert.Equal(Chat.Answer, TextOf(tokens));
        Assert.All(tokens, token =>
        {
            token.HasFields("token", "logprob", "bytes", "top_logprobs");
            Assert.Equal(2, token.GetProperty("top_logprobs").GetArrayLength());
            token.GetProperty("top_logprobs")[0].HasFields("token", "logprob", "bytes");
            Assert.Equal(token.GetProperty("top_logprobs")[0].GetProperty("logprob").GetDouble(), token.GetProperty("logprob").GetDouble());
        });
    }

    [Fact]
    public async Task Logprobs_OfAStream_ComeWithThePieceOfTheirTokens()
    {
        await using var socket = await node.ConnectAsync();
        var subscription = await socket.SubscribeAsync("subscribeChatCompletion", Asked(top: null).SignedBy(Wallet.New()));

        var pieces = new List<JsonElement>();
        while (await socket.NextAsync(subscription) is var piece && piece.TryGetProperty("delta", out _)) pieces.Add(piece);

        Assert.Equal(Chat.Answer, string.Concat(pieces.Select(piece => piece.GetProperty("delta").Text("content"))));
        Assert.All(pieces, piece => Assert.Equal(
            piece.GetProperty("delta").Text("content"), TextOf([.. piece.GetProperty("logprobs").GetProperty("content").EnumerateArray()])));
    }

    [Fact]
    public async Task Logprobs_NotAskedFor_AreNotThere()
    {
        var result = await node.Rpc.ResultAsync("chatCompletion", Chat.Ask().With("logprobs", false).SignedBy(Wallet.New()));

        result.GetProperty("choices")[0].HasFields("index", "message", "finish_reason");
    }

    [Fact]
    public async Task TopLogprobs_MoreThanTwenty_AreRefused() =>
        Assert.Equal("top_logprobs", (await node.Rpc.CallAsync("chatCompletion", Asked(top: 21))).Refused(-32602).Text("field"));

    private static JsonObject Asked(int? top)
    {
        var request = Chat.Ask().With("logprobs", true);
        return top is { } number ? request.With("top_logprobs", number) : request;
    }

    private static string TextOf(List<JsonElement> tokens) =>
        Encoding.UTF8.GetString([.. tokens.SelectMany(token => token.GetProperty("bytes").EnumerateArray()).Select(one => one.GetByte())]);
}
