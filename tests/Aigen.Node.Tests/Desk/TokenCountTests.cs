using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>What a prompt would be billed for, before it is.</summary>
public sealed class TokenCountTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task CountTokens_OfMessages_IsWhatTheAnswerIsBilledFor()
    {
        var counted = await node.Rpc.ResultAsync("countTokens", Chat.Ask().Without("temperature"));

        var answer = await node.Rpc.ResultAsync("chatCompletion", Chat.Ask().SignedBy(Wallet.New()));
        counted.HasFields("model_id", "prompt_tokens", "context_length", "tokens");
        Assert.Equal(answer.GetProperty("receipt").Number("prompt_tokens"), counted.Number("prompt_tokens"));
        Assert.Equal(("aigen-tiny", 1024UL), (counted.Text("model_id"), counted.Number("context_length")));
        Assert.True(counted.IsNull("tokens"));
    }

    [Fact]
    public async Task CountTokens_OfAText_IsWhatTheCompletionIsBilledFor()
    {
        var request = new JsonObject { ["prompt"] = "Once upon a time", ["max_tokens"] = 1 };

        var counted = await node.Rpc.ResultAsync("countTokens", request);

        Assert.Equal((await node.Rpc.ResultAsync("textCompletion", request)).GetProperty("usage").Number("prompt_tokens"), counted.Number("prompt_tokens"));
    }

    [Fact]
    public async Task ReturnTokens_True_AnswersAsManyIdsAsWereCounted()
    {
        var result = await node.Rpc.ResultAsync("countTokens", new { prompt = "Once upon a time", return_tokens = true });

        Assert.Equal(result.Number("prompt_tokens"), (ulong)result.GetProperty("tokens").GetArrayLength());
        Assert.Equal(1, result.GetProperty("tokens")[0].GetInt32());
    }

    [Fact]
    public async Task CountTokens_OverAndOver_IsFree()
    {
        await using var fresh = await DevNode.StartAsync();

        for (var i = 0; i < 20; i++) await fresh.Rpc.ResultAsync("countTokens", new { prompt = "Hello" });

        Assert.Equal(0UL, (await fresh.Rpc.ResultAsync("checkQuota")).Number("used"));
    }

    [Fact]
    public async Task CountTokens_SomewhatOverTheContext_IsCounted() => Assert.Equal(
        1503UL, (await node.Rpc.ResultAsync("countTokens", new { prompt = string.Concat(Enumerable.Repeat("gold ", 1500)) })).Number("prompt_tokens"));

    [Fact]
    public async Task CountTokens_FarOverTheContext_IsRefusedWithoutCountingToTheEnd()
    {
        var data = (await node.Rpc.CallAsync("countTokens", new { prompt = new string('\n', 400_000) })).Refused(2008);

        Assert.Equal((2048UL, 1024UL), (data.Number("input_tokens"), data.Number("max_context")));
    }

    [Theory]
    [InlineData("messages", "{}")]
    [InlineData("prompt", """{"prompt":"a","messages":[]}""")]
    [InlineData("prompt", """{"prompt":1}""")]
    [InlineData("suffix", """{"prompt":"a","suffix":"b"}""")]
    [InlineData("return_tokens", """{"prompt":"a","return_tokens":1}""")]
    public async Task Parameter_ThatMakesNoPrompt_IsNamed(string field, string request) => Assert.Equal(
        field, (await node.Rpc.CallAsync("countTokens", JsonElement.Parse(request))).Refused(-32602).Text("field"));

    [Fact]
    public async Task Model_ThatThereIsNot_IsRefused() =>
        (await node.Rpc.CallAsync("countTokens", new { prompt = "a", model_id = "mistral-7b" })).Refused(2001);
}
