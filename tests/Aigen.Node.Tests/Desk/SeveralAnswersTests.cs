using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Inference;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>Several answers to one request: one prompt, one bill.</summary>
public sealed class SeveralAnswersTests(DevNode node) : IClassFixture<DevNode>
{
    private static readonly GenerationOptions Eight = new() { Answers = 8 };

    [Fact]
    public async Task N_OfThree_AnswersThreeChoicesWithTheSeedsThatFollow()
    {
        JsonObject Hot(uint seed) => Chat.Ask("Tell me a story", maxTokens: 30, temperature: 1.5).With("seed", seed);

        var result = await node.Rpc.ResultAsync("chatCompletion", Hot(7).With("n", 3));

        var choices = result.GetProperty("choices").EnumerateArray().ToList();
        Assert.Equal([0, 1, 2], choices.Select(choice => choice.GetProperty("index").GetInt32()));
        for (var i = 0; i < 3; i++)
        {
            var alone = await node.Rpc.ResultAsync("chatCompletion", Hot(7 + (uint)i));
            Assert.Equal(TextOf(alone.GetProperty("choices")[0]), TextOf(choices[i]));
        }
    }

    [Fact]
    public async Task N_OfThree_IsBilledByOneReceipt()
    {
        var wallet = await node.FundedAsync(10);
        var request = Chat.Ask(maxTokens: 20).With("n", 3).Paying(wallet.Payment(1, nonce: 0));

        var result = await node.Rpc.ResultAsync("chatCompletion", request);

        var (usage, receipt) = (result.GetProperty("usage"), result.GetProperty("receipt"));
        Assert.Equal((19UL, 24UL, 43UL), (usage.Number("prompt_tokens"), usage.Number("completion_tokens"), usage.Number("total_tokens")));
        Assert.Equal((19UL, 24UL), (receipt.Number("prompt_tokens"), receipt.Number("completion_tokens")));
        Assert.Equal((43_000UL, 79_000UL), (receipt.Number("price_micro_aigen"), receipt.Number("reservation_micro_aigen")));
        byte[] hashes = [.. result.GetProperty("choices").EnumerateArray().SelectMany(choice => SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(choice))))];
        Assert.Equal("0x" + Convert.ToHexStringLower(SHA256.HashData(hashes)), receipt.Text("output_hash"));
    }

    [Fact]
    public async Task N_InASignedRequest_IsSignedToo()
    {
        var (wallet, asked) = (Wallet.New(), Chat.Ask().With("n", 2));

        (await node.Rpc.CallAsync("chatCompletion", asked.SignedBy(wallet))).Refused(1002);
        var result = await node.Rpc.ResultAsync("chatCompletion", asked.SignedBy(wallet, new GenerationOptions { Answers = 2 }));

        Assert.Equal(2, result.GetProperty("choices").GetArrayLength());
    }

    [Fact]
    public async Task Stream_OfThree_TellsWhichAnswerEachPieceIsOf()
    {
        var request = Chat.Ask("Tell me a story", maxTokens: 30, temperature: 1.5).With("seed", 7).With("n", 3);
        await using var socket = await node.ConnectAsync();
        var subscription = await socket.SubscribeAsync("subscribeChatCompletion", request);

        var (texts, ends) = (new[] { "", "", "" }, new List<JsonElement>());
        while (ends.Count < 3)
        {
            var piece = await socket.NextAsync(subscription);
            if (piece.TryGetProperty("delta", out var delta)) texts[piece.GetProperty("index").GetInt32()] += delta.Text("content");
            else ends.Add(piece);
        }

        var whole = await node.Rpc.ResultAsync("chatCompletion", request);
        Assert.Equal(whole.GetProperty("choices").EnumerateArray().Select(TextOf), texts);
        Assert.Equal([0, 1, 2], ends.Select(end => end.GetProperty("index").GetInt32()).Order());
        Assert.All(ends.Take(2), end => end.HasFields("index", "finish_reason"));
        ends[2].HasFields("index", "finish_reason", "usage", "id", "model_id", "ad_injected", "receipt");
        Assert.Equal(whole.GetProperty("usage").Number("completion_tokens"), ends[2].GetProperty("usage").Number("completion_tokens"));
    }

    [Fact]
    public async Task Disconnect_OfSeveral_LeavesAllSlotsToTheNext()
    {
        // Twice eight answers take every slot of this model; were they not freed, the next would wait for 900 tokens of each.
        var gone = new List<WsClient>();
        for (var i = 0; i < 2; i++)
        {
            var client = await node.ConnectAsync();
            await client.NextAsync(await client.SubscribeAsync("subscribeChatCompletion", Chat.LongAnswer(100).With("n", 8).SignedBy(Wallet.New(), Eight)));
            gone.Add(client);
        }

        gone.ForEach(client => client.Abort());
        var result = await node.Rpc.ResultAsync("chatCompletion", Chat.Ask(maxTokens: 20).With("n", 8).SignedBy(Wallet.New(), Eight));

        Assert.All(result.GetProperty("choices").EnumerateArray(), choice => Assert.Equal(Chat.Answer, TextOf(choice)));
        foreach (var client in gone) await client.DisposeAsync();
    }

    private static string TextOf(JsonElement choice) => choice.GetProperty("message").Text("content")!;
}
