using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>Requests without a wallet are counted by connection address.</summary>
public sealed class FreeTierTests
{
    [Fact]
    public async Task ChatCompletion_UnsignedTheEleventhTime_IsOverTheQuota()
    {
        await using var node = await DevNode.StartAsync();
        for (var i = 1; i <= 10; i++)
        {
            Assert.Equal(Chat.Answer, (await AskAsync(node)).Result.GetProperty("choices")[0].GetProperty("message").Text("content"));
            Assert.Equal((ulong)i, (await node.Rpc.ResultAsync("checkQuota")).Number("used"));
        }

        var answer = await AskAsync(node);

        var data = answer.Refused(2004);
        data.HasFields("used", "limit", "reset_date", "detail");
        Assert.Equal("Monthly quota exceeded", answer.Sentence);
        Assert.Equal(10UL, data.Number("used"));
        Assert.Equal(10UL, data.Number("limit"));
        Assert.Equal(NextMonth(), data.Text("reset_date"));
        var quota = await node.Rpc.ResultAsync("checkQuota");
        Assert.Equal(0UL, quota.Number("requests_remaining"));
        Assert.Equal(data.Text("reset_date"), quota.Text("reset_date"));
    }

    [Fact]
    public async Task ChatCompletion_ARefusedRequest_CountsNothing()
    {
        await using var node = await DevNode.StartAsync();

        (await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With("model_id", "mistral-7b"))).Refused(2001);
        (await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With("temperature", 3))).Refused(-32602);

        Assert.Equal(0UL, (await node.Rpc.ResultAsync("checkQuota")).Number("used"));
    }

    [Fact]
    public async Task ChatCompletion_ManyAtOnce_SpendTheLastUnitsOnce()
    {
        await using var node = await DevNode.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => AskAsync(node)));

        Assert.Equal(10, answers.Count(answer => answer.Message.TryGetProperty("result", out _)));
        Assert.All(answers.Where(answer => answer.Message.TryGetProperty("error", out _)), answer => answer.Refused(2004));
        Assert.Equal(10UL, (await node.Rpc.ResultAsync("checkQuota")).Number("used"));
    }

    [Fact]
    public async Task CheckQuota_AfterTheReceiptsAreInABlock_CountsThemOnce()
    {
        await using var node = await DevNode.StartAsync();
        var first = (await AskAsync(node)).Result.Text("id")!;
        await AskAsync(node);

        await node.IncludedReceiptAsync(first);

        Assert.Equal(2UL, (await node.Rpc.ResultAsync("checkQuota")).Number("used"));
    }

    [Fact]
    public async Task SubscribeChatCompletion_OverTheQuota_SendsTheError()
    {
        await using var node = await DevNode.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AskAsync(node)));
        await using var socket = await node.ConnectAsync();

        var error = (await socket.NextAsync(await socket.SubscribeAsync("subscribeChatCompletion", Chat.Ask()))).GetProperty("error");

        Assert.Equal(2004, error.GetProperty("code").GetInt32());
        Assert.Equal("Monthly quota exceeded", error.Text("message"));
        Assert.Equal(10UL, error.GetProperty("data").Number("used"));
    }

    private static string NextMonth()
    {
        var now = DateTimeOffset.UtcNow;
        return new DateTime(now.Year, now.Month, 1).AddMonths(1).ToString("yyyy-MM-dd'T'00:00:00'Z'");
    }

    private static Task<RpcAnswer> AskAsync(DevNode node) => node.Rpc.CallAsync("chatCompletion", Chat.Ask(maxTokens: 30));
}
