using Aigen.Node.Tests.Guide;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Wscat;

/// <summary>The guide's wscat example against a node.</summary>
public sealed class WscatTests(DevNode node) : IClassFixture<DevNode>
{
    [WscatFact]
    public async Task SubscribeNewBlocks_TypedAsInTheGuide_ShowsEveryBlock()
    {
        await using var wscat = WscatProcess.OnTerminal(node.Url);
        await wscat.TypeAsync(GuideRequests.Body("subscribeNewBlocks"));
        var answer = await wscat.NextAsync();
        Assert.Equal(1, answer.GetProperty("id").GetInt32());
        var subscription = answer.Text("result");

        var sender = await node.FundedAsync(5);

        var message = await wscat.NextAsync();
        message.HasFields("jsonrpc", "method", "params");
        Assert.Equal("subscription", message.Text("method"));
        var content = message.GetProperty("params");
        content.HasFields("subscription", "result", "sequence", "cursor");
        Assert.Equal(subscription, content.Text("subscription"));
        Assert.Contains(
            content.GetProperty("result").GetProperty("transactions").EnumerateArray(), one => one.Text("receiver") == sender.Address.ToString());
    }

    [WscatFact]
    public async Task SubscribeChatCompletion_AsAnArgument_ShowsTheAnswerTokenByToken()
    {
        var parameters = Chat.Ask().With("subscription", "sub_123").ToJsonString();
        var request = $$"""{"jsonrpc":"2.0","id":1,"method":"subscribeChatCompletion","params":{{parameters}}}""";
        await using var wscat = WscatProcess.Executing(node.Url, request);
        Assert.Equal("sub_123", (await wscat.NextAsync()).Text("result"));

        var text = "";
        while (true)
        {
            var content = (await wscat.NextAsync()).GetProperty("params");
            Assert.Equal("sub_123", content.Text("subscription"));
            var result = content.GetProperty("result");
            if (result.TryGetProperty("delta", out var delta))
            {
                text += delta.Text("content");
                continue;
            }

            Assert.Equal("stop", result.Text("finish_reason"));
            Assert.Equal(Chat.Answer, text);
            return;
        }
    }
}
