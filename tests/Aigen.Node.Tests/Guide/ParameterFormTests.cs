using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Guide;

/// <summary>Parameters by position, by name, and as one object in an array mean the same.</summary>
public sealed class ParameterFormTests(DevNode node) : IClassFixture<DevNode>
{
    private static readonly string Address = Wallet.Development(3).Address.ToString();

    public static TheoryData<string, string, string, string> Forms => new()
    {
        { "getBalance", $"""["{Address}"]""", $$"""{"address":"{{Address}}"}""", $$"""[{"address":"{{Address}}"}]""" },
        { "getBlock", "[0]", """{"block_height":0}""", """[{"block_height":0}]""" },
        { "getBlock", "[0,null]", """{"block_height":"0","block_hash":null}""", """[{"block_height":0,"block_hash":null}]""" },
        { "getPendingTransactions", "[50]", """{"limit":50}""", """[{"limit":50}]""" },
        { "checkQuota", $"""["{Address}"]""", $$"""{"user_address":"{{Address}}"}""", $$"""[{"user_address":"{{Address}}"}]""" },
        { "getTierInfo", $"""["{Address}"]""", $$"""{"user_address":"{{Address}}"}""", $$"""[{"user_address":"{{Address}}"}]""" },
        { "getModelInfo", """["aigen-tiny"]""", """{"model_id":"aigen-tiny"}""", """[{"model_id":"aigen-tiny"}]""" },
        { "getChainInfo", "[]", "{}", "null" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Call_InEachForm_AnswersTheSame(string method, string byPosition, string byName, string inArray)
    {
        var answers = new List<string>();
        foreach (var form in (string[])[byPosition, byName, inArray])
        {
            var answer = await node.Rpc.PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{form}}}""");
            answers.Add(answer.Result.GetRawText());
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task SubmitTransaction_InEachForm_IsAccepted()
    {
        var wallet = Wallet.Development(4);
        JsonObject Signed(ulong nonce) => Wallet.Json(wallet.Transaction(Wallet.New().Address, 1, nonce));

        foreach (var parameters in (JsonNode[])
            [
                new JsonArray(Signed(0)), Signed(1), new JsonObject { ["transaction"] = Signed(2) },
                new JsonArray(new JsonObject { ["transaction"] = Signed(3) }),
            ])
        {
            var answer = await node.Rpc.CallAsync("submitTransaction", parameters);
            Assert.Equal("accepted", answer.Result.Text("status"));
        }
    }

    [Fact]
    public async Task ChatCompletion_InEachForm_Answers()
    {
        var request = Chat.Ask();
        JsonNode[] forms =
        [
            request, new JsonArray(request.DeepClone()),
            new JsonArray(request["messages"]!.DeepClone(), "aigen-tiny", 20, 0),
        ];
        foreach (var parameters in forms)
        {
            var answer = await node.Rpc.CallAsync("chatCompletion", parameters);
            Assert.Equal(Chat.Answer, answer.Result.GetProperty("choices")[0].GetProperty("message").Text("content"));
        }
    }

    [Fact]
    public async Task Call_WithTooManyPositions_NamesTheOnesThatThereAre()
    {
        var answer = await node.Rpc.CallAsync("getBalance", new[] { Address, Address });

        Assert.Equal(-32602, answer.Code);
        Assert.Contains("address", answer.Sentence, StringComparison.Ordinal);
    }
}
