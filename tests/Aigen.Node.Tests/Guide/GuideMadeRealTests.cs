using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Guide;

/// <summary>The guide's calls with its placeholders filled in.</summary>
public sealed class GuideMadeRealTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task GetBlock_ByTheHashOfABlock_AnswersThatBlock()
    {
        var byHeight = (await node.Rpc.PostAsync(GuideRequests.Body("getBlock by height"))).Result;
        var request = GuideRequests.Copy("getBlock by hash");
        request["params"]![1] = byHeight.Text("block_hash");

        Assert.Equal(byHeight.GetRawText(), (await PostAsync(request)).Result.GetRawText());
    }

    [Fact]
    public async Task GetBlock_AboveTheHead_IsNotFound() => Assert.StartsWith(
        "Block not found", (await node.Rpc.CallAsync("getBlock", new object?[] { 1_000_000, null })).Message.GetProperty("error").Text("message"),
        StringComparison.Ordinal);

    [Fact]
    public async Task GetBlock_OfAnUnknownHash_HasCode1001() =>
        (await node.Rpc.CallAsync("getBlock", new object?[] { null, "0x" + new string('7', 64) })).Refused(1001);

    [Fact]
    public async Task GetBalance_OfAWallet_AnswersBalanceAndNonces()
    {
        var request = GuideRequests.Copy("getBalance");
        request["params"]![0] = Wallet.Development(9).Address.ToString();

        var result = (await PostAsync(request)).Result;

        result.HasFields("address", "balance", "nonce", "pending_nonce");
        Assert.Equal(Wallet.Development(9).Address.ToString(), result.Text("address"));
        Assert.Equal(1_000_000UL, result.Number("balance"));
        Assert.Equal(0UL, result.Number("nonce"));
        Assert.Equal(0UL, result.Number("pending_nonce"));
    }

    [Fact]
    public async Task SubmitTransaction_Signed_IsAccepted()
    {
        var transaction = Wallet.Development(1).Transaction(Wallet.New().Address, 1, nonce: 0);
        var request = GuideRequests.Copy("submitTransaction");
        var filled = Wallet.Json(transaction);
        Assert.Equal(filled.Select(field => field.Key), request.Parameters().Select(field => field.Key));
        request["params"] = new JsonArray(filled);

        var result = (await PostAsync(request)).Result;

        result.HasFields("tx_hash", "status");
        Assert.Equal(transaction.Hash.ToString(), result.Text("tx_hash"));
        Assert.Equal("accepted", result.Text("status"));
    }

    [Fact]
    public async Task GetPendingTransactions_WithOnePending_ShowsItAsItWasSubmitted()
    {
        var wallet = Wallet.Development(2);
        var later = wallet.Transaction(Wallet.New().Address, 1, nonce: 0, payload: "note");
        await node.Rpc.ResultAsync("submitTransaction", new[] { Wallet.Json(later) });

        var pending = (await node.Rpc.PostAsync(GuideRequests.Body("getPendingTransactions"))).Result.EnumerateArray()
            .FirstOrDefault(transaction => transaction.Text("tx_hash") == later.Hash.ToString());

        // A block may have come between the two calls, and then the chain has it.
        var found = pending.ValueKind == JsonValueKind.Object
            ? pending
            : (await node.Rpc.ResultAsync("getTransaction", new[] { later.Hash.ToString() })).GetProperty("transaction");
        Assert.Equal(Wallet.Json(later).ToJsonString(), JsonSerializer.SerializeToNode(found)!.ToJsonString());
    }

    [Fact]
    public async Task ChatCompletion_WithAModelOfThisNode_Answers()
    {
        var request = GuideRequests.Copy("chatCompletion");
        request.Parameters()["model_id"] = "aigen-tiny";

        AssertCompletion((await PostAsync(request)).Result, "quota");
    }

    [Fact]
    public async Task ChatCompletion_WithARealPayment_Answers()
    {
        var wallet = await node.FundedAsync(10);
        var payment = wallet.Payment(1, nonce: 0, maxTokens: 1000);
        var request = GuideRequests.Copy("chatCompletion with a transaction");
        request.Parameters()["model_id"] = "aigen-tiny";
        var transaction = request.Parameters()["transaction"]!.AsObject();
        Assert.Equal(
            """{"user_address":"0x...","model_id":"mistral-7b","max_tokens":1000}""", (string?)transaction["payload"]);
        Fill(transaction, payment);
        transaction["payload"] = System.Text.Encoding.UTF8.GetString(payment.Payload!);

        var result = (await PostAsync(request)).Result;

        AssertCompletion(result, "credit");
        Assert.Equal(wallet.Address.ToString(), result.GetProperty("receipt").Text("payer"));
    }

    [Fact]
    public async Task OpenAiCompatibleRequest_WithARealPayment_Answers()
    {
        var wallet = await node.FundedAsync(100);
        var request = GuideRequests.Copy("OpenAI-compatible request");
        Assert.Equal("""{"service":"ai-inference"}""", request.Parameters()["transaction"]!["payload"]!.ToJsonString());
        var payment = wallet.Transaction(Wallet.CeoAddress, 10, nonce: 0, """{"service":"ai-inference"}""");
        request.Parameters()["model_id"] = "aigen-tiny";
        Fill(request.Parameters()["transaction"]!.AsObject(), payment);
        request.Parameters()["transaction"]!["payload"] = """{"service":"ai-inference"}""";

        AssertCompletion((await PostAsync(request)).Result, "credit");
    }

    [Fact]
    public async Task PayPerUse_WithARealPayment_Answers()
    {
        var wallet = await node.FundedAsync(100);
        var request = GuideRequests.Copy("pay-per-use");
        request.Parameters()["model_id"] = "aigen-tiny";
        request.Parameters()["transaction"] = Wallet.Json(wallet.Payment(50, nonce: 0));

        var result = (await PostAsync(request)).Result;

        AssertCompletion(result, "credit");
        Assert.Contains("def ", result.GetProperty("choices")[0].GetProperty("message").Text("content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubscriptionFlow_AsInTheGuide_RaisesTheQuota()
    {
        var wallet = await node.FundedAsync(1000);
        var request = GuideRequests.Copy("subscribeTier");
        request.Parameters()["transaction"] = Wallet.Json(wallet.Subscription("pro", 1, 400, nonce: 0));

        var result = (await PostAsync(request)).Result;

        result.HasFields("success", "tier", "duration_months", "user_address", "current_tier", "expires_at", "tx_hash", "block_height");
        Assert.True(result.GetProperty("success").GetBoolean());
        Assert.Equal("pro", result.Text("tier"));
        Assert.Equal("pro", result.Text("current_tier"));
        var quota = await node.Rpc.ResultAsync("checkQuota", new[] { wallet.Address.ToString() });
        Assert.Equal(1000UL, quota.Number("limit"));

        var chat = GuideRequests.Copy("chatCompletion of a subscriber");
        chat.Parameters()["model_id"] = "aigen-tiny";
        chat["params"] = chat.Parameters().SignedBy(wallet);
        AssertCompletion((await PostAsync(chat)).Result, "quota");
        Assert.Equal(1UL, (await node.Rpc.ResultAsync("checkQuota", new[] { wallet.Address.ToString() })).Number("used"));
    }

    [Fact]
    public async Task Decisions_OnARealProposal_AreCarriedOut()
    {
        var proposer = await node.FundedAsync(10);
        await node.IncludeAsync(proposer.Transaction(
            Wallet.CeoAddress, 0, nonce: 0, $$"""{"proposal_id":"123","proposal_hash":"{{Hash256.Of("a document"u8)}}"}"""));
        var status = (await node.Rpc.PostAsync(GuideRequests.Body("getSIPStatus"))).Result;
        status.HasFields("proposal_id", "status", "proposal_hash", "proposer", "submitted_at", "decided_at", "votes");
        Assert.Equal("Pending", status.Text("status"));

        var approved = (await DecideAsync("approveSIP", approve: true)).Result;
        approved.HasFields("success", "proposal_id");
        Assert.True(approved.GetProperty("success").GetBoolean());
        Assert.Equal("123", approved.Text("proposal_id"));
        Assert.Equal("Approved", await StatusAsync());
        Assert.Equal("proposal_decided", (await DecideAsync("approveSIP", approve: true)).Refused(3003).Text("rule"));

        Assert.True((await DecideAsync("vetoSIP", approve: false)).Result.GetProperty("success").GetBoolean());
        Assert.Equal("Vetoed", await StatusAsync());
    }

    private async Task<string?> StatusAsync() => (await node.Rpc.PostAsync(GuideRequests.Body("getSIPStatus"))).Result.Text("status");

    private Task<RpcAnswer> DecideAsync(string example, bool approve)
    {
        var order = new SipDecisionOrder("123", approve, default);
        var request = GuideRequests.Copy(example);
        request.Parameters()["signature"] = DevelopmentKeys.Ceo.Sign(order.MessageToSign(Hash256.Of("a document"u8))).ToString();
        return PostAsync(request);
    }

    private Task<RpcAnswer> PostAsync(JsonObject request) => node.Rpc.PostAsync(request.ToJsonString());

    // What the guide's transaction schema requires and the example leaves out comes along.
    private static void Fill(JsonObject example, Transaction transaction)
    {
        foreach (var (name, value) in Wallet.Json(transaction)) example[name] = value?.DeepClone();
    }

    private static void AssertCompletion(JsonElement result, string funding)
    {
        result.HasFields("id", "model_id", "created", "choices", "usage", "ad_injected", "receipt");
        Assert.Matches("^chatcmpl-[0-9a-f]{32}$", result.Text("id"));
        Assert.Equal("aigen-tiny", result.Text("model_id"));
        var choice = Assert.Single(result.GetProperty("choices").EnumerateArray());
        choice.HasFields("index", "message", "finish_reason");
        Assert.Equal(0UL, choice.Number("index"));
        choice.GetProperty("message").HasFields("role", "content");
        Assert.Equal("assistant", choice.GetProperty("message").Text("role"));
        Assert.NotEmpty(choice.GetProperty("message").Text("content")!);
        Assert.Contains(choice.Text("finish_reason"), (string[])["stop", "length"]);
        var usage = result.GetProperty("usage");
        usage.HasFields("prompt_tokens", "completion_tokens", "total_tokens", "cached_tokens");
        Assert.Equal(usage.Number("total_tokens"), usage.Number("prompt_tokens") + usage.Number("completion_tokens"));
        Assert.InRange(usage.Number("completion_tokens"), 1UL, 2048UL);
        Assert.False(result.GetProperty("ad_injected").GetBoolean());
        Assert.Equal(funding, result.GetProperty("receipt").Text("funding"));
    }
}
