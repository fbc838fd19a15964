using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Node.Hosting;
using Aigen.Node.Tests.Batch;
using Aigen.Node.Tests.Client;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Docs;

/// <summary>Calls every method of a node with parameters that are good: what the documents show as examples.</summary>
internal sealed class ExampleRun(DevNode node, HttpClient operatorsClient, WsClient socket)
{
    private const string Token = "the operator of the examples";
    private static readonly Hash256 Document = Hash256.Of("SIP-1"u8);
    private readonly Dictionary<string, JsonObject> _examples = [];

    /// <summary>By method: params, result and, where there are some, notifications.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonObject>> OnAsync()
    {
        using var folder = new TemporaryFolder();
        await using var node = await DevNode.StartAsync(new NodeOptions { IsTemporary = true, OperatorTokenFile = folder.Write("token", Token) });
        using var client = new HttpClient { BaseAddress = new Uri(node.Url) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        await using var socket = await node.ConnectAsync();
        var run = new ExampleRun(node, client, socket);
        await run.TransactionsAsync();
        await run.CompletionsAsync();
        await run.NodeAsync();
        await run.BatchAsync();
        await run.AccessAsync();
        await run.GovernanceAsync();
        return run._examples;
    }

    private async Task TransactionsAsync()
    {
        var (sender, receiver) = (Wallet.Development(1), Wallet.Development(2));
        var transaction = sender.Transaction(receiver.Address, 5, 0);
        var hash = transaction.Hash.ToString();
        await FollowAsync("subscribeNewTransactions", new JsonArray(), () => CallAsync("submitTransaction", new JsonObject { ["transaction"] = Wallet.Json(transaction) }));

        // One that waits for another is queued for as long as that does not come.
        var second = sender.Transaction(receiver.Address, 6, 2);
        await node.Rpc.ResultAsync("submitTransaction", new JsonArray(Wallet.Json(second)));
        await FollowAsync(
            "subscribeTransaction", new JsonArray(second.Hash.ToString()),
            () => FollowAsync("subscribeNewBlocks", new JsonArray(), () => CallAsync("submitAndWait", new JsonObject { ["transaction"] = Wallet.Json(sender.Transaction(receiver.Address, 6, 1)) })),
            until: result => result.Text("status") == "included");
        await FollowAsync("subscribeEvents", new JsonObject { ["events"] = new JsonArray("transaction", "block"), ["from"] = 1 }, () => Task.CompletedTask, until: static happened => happened.Text("type") == "block");
        await node.Rpc.ResultAsync("submitTransaction", new JsonArray(Wallet.Json(sender.Transaction(receiver.Address, 7, 5))));
        await CallAsync("getPendingTransactions", new JsonArray(10));
        foreach (var method in (string[])["getTransaction", "getTransactionProof"]) await CallAsync(method, new JsonArray(hash));
        foreach (var method in (string[])["getBalance", "getAccountProof"]) await CallAsync(method, new JsonArray(sender.Address.ToString()));
        await CallAsync("getTransactionsByAddress", new JsonArray(sender.Address.ToString(), 1));
        await CallAsync("getBlock", new JsonArray(1));
        await CallAsync("getHeaders", new JsonArray(0, 2));
        await CallAsync("getChainInfo", null);
    }

    private async Task CompletionsAsync()
    {
        var answer = await CallAsync("chatCompletion", Chat.Ask());
        var receipt = answer.Text("id")!;
        await FollowAsync("subscribeChatCompletion", Chat.Ask("What is the symbol for gold?"), () => Task.CompletedTask, until: result => result.TryGetProperty("finish_reason", out _));
        var text = new JsonObject { ["prompt"] = "Once upon a time", ["max_tokens"] = 4, ["temperature"] = 0 };
        await CallAsync("textCompletion", text);
        await FollowAsync("subscribeTextCompletion", text, () => Task.CompletedTask, until: result => result.TryGetProperty("usage", out _));
        await CallAsync("createEmbedding", new JsonObject { ["input"] = "gold", ["encoding_format"] = "float" });
        await CallAsync("countTokens", new JsonObject { ["prompt"] = "Once upon a time", ["return_tokens"] = true });
        await node.IncludedReceiptAsync(receipt);
        foreach (var method in (string[])["getReceipt", "getReceiptProof"]) await CallAsync(method, new JsonArray(receipt));
        foreach (var method in (string[])["checkQuota", "getTierInfo"]) await CallAsync(method, null);
        await CallAsync("subscribeTier", new JsonObject
        {
            ["tier"] = "pro",
            ["duration_months"] = 1,
            ["transaction"] = Wallet.Json(Wallet.Development(3).Subscription("pro", 1, 400, 0)),
        });
    }

    private async Task NodeAsync()
    {
        foreach (var method in (string[])["health", "system_health", "getNodeInfo", "listModels"]) await CallAsync(method, null);
        await CallAsync("getHealth", Request(CeoRequests.Read(CeoRead.Health)));
        await CallAsync("getMetrics", Request(CeoRequests.Read(CeoRead.Metrics).With("include_ai", false).With("include_network", false)));
        foreach (var method in (string[])["getModelInfo", "unloadModel", "loadModel"]) await CallAsync(method, new JsonArray("aigen-tiny"));
    }

    private async Task BatchAsync()
    {
        var (wallet, input) = (Wallet.Development(6), Chat.Ask().Without("model_id"));
        await CallAsync("submitBatchRequest", wallet.Job(input, 0, "economy"));
        var soon = (await node.Rpc.ResultAsync("submitBatchRequest", wallet.Job(input, 1))).Text("job_id")!;
        await node.Rpc.EndAsync(socket, wallet, soon);
        await CallAsync("getBatchStatus", wallet.Seeing(soon));
        await CallAsync("listUserJobs", new JsonArray(wallet.Address.ToString(), "Completed"));
    }

    private async Task AccessAsync()
    {
        var wallet = Wallet.Development(5);
        var created = await CallAsync("createAccessToken", await node.LoginAsync(wallet, 500_000));
        var authentication = new JsonArray(created.Text("token"));
        Keep("authenticate", authentication, (await socket.CallAsync("authenticate", authentication)).Result);
        await CallAsync("listAccessTokens", await node.ListingAsync(wallet));
        await CallAsync("revokeAccessToken", await node.RevocationAsync(wallet, created.Text("token_id")!));
    }

    private async Task GovernanceAsync()
    {
        var proposer = Wallet.Development(4);
        foreach (var (id, nonce) in ((string, ulong)[])[("SIP-1", 0), ("SIP-2", 1)])
        {
            await node.IncludeAsync(proposer.Transaction(Wallet.CeoAddress, 0, nonce, $$"""{"proposal_id":"{{id}}","proposal_hash":"{{Document}}"}"""));
        }

        await CallAsync("approveSIP", Decision("SIP-1", approve: true));
        await CallAsync("vetoSIP", Decision("SIP-2", approve: false));
        await ReleasesAsync();
        await CallAsync("getSIPStatus", new JsonArray("SIP-1"));
        var order = new ShutdownOrder(DateTimeOffset.UtcNow.ToUnixTimeSeconds(), 1, "maintenance", default);
        await FollowAsync("subscribeShutdown", new JsonArray(), () => CallAsync("submitShutdown", Request(new JsonObject
        {
            ["timestamp"] = order.Timestamp,
            ["reason"] = order.Reason,
            ["nonce"] = order.Nonce,
            ["signature"] = DevelopmentKeys.Ceo.Sign(order.MessageToSign(Wallet.DevelopmentMagic)).ToString(),
        })));
        await FollowedAsync("unsubscribe");
    }

    private async Task ReleasesAsync()
    {
        foreach (var version in (string[])["1.0.0", "1.1.0", "1.2.0"])
        {
            var release = CeoRequests.Release("llama-3b", version, Document);
            await CallAsync("initNewModel", Request(release));
        }

        await CallAsync("approveModelUpgrade", Request(CeoRequests.Approval("llama-3b@1.1.0")));
        await CallAsync("rejectUpgrade", Request(CeoRequests.Rejection("llama-3b@1.2.0", "too slow")));
        await CallAsync("submitGovVote", Request(CeoRequests.Vote("SIP-1", GovernanceVote.Approve)));
    }

    private static JsonObject Decision(string id, bool approve) => Request(new JsonObject
    {
        ["proposal_id"] = id,
        ["signature"] = DevelopmentKeys.Ceo.Sign(new SipDecisionOrder(id, approve, default).MessageToSign(Document)).ToString(),
    });

    private static JsonObject Request(JsonObject fields) => new() { ["request"] = fields };

    private async Task<JsonElement> CallAsync(string method, JsonNode? parameters)
    {
        var body = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters?.DeepClone() };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await operatorsClient.PostAsync("/", content);
        var result = new RpcAnswer(JsonElement.Parse(await response.Content.ReadAsStringAsync())).Result;
        Keep(method, parameters, result);
        return result;
    }

    // The first notification and the last one tell both shapes of a stream.
    private async Task FollowAsync(string method, JsonNode parameters, Func<Task> happens, Func<JsonElement, bool>? until = null)
    {
        var id = (await socket.CallAsync(method, parameters)).Result.GetString()!;
        await happens();
        List<JsonElement> notifications = [await socket.NextAsync(id)];
        while (until is not null && !until(notifications[^1]))
        {
            notifications = [notifications[0], await socket.NextAsync(id)];
        }

        Keep(method, parameters, JsonSerializer.SerializeToElement(id), notifications);
        await FollowedAsync(method.Replace("subscribe", "unsubscribe", StringComparison.Ordinal));
    }

    private async Task FollowedAsync(string unsubscribe)
    {
        var id = (await socket.CallAsync("subscribeNewBlocks")).Result.GetString()!;
        Keep(unsubscribe, new JsonArray(id), (await socket.CallAsync(unsubscribe, new JsonArray(id))).Result);
    }

    private void Keep(string method, JsonNode? parameters, JsonElement result, IReadOnlyList<JsonElement>? notifications = null)
    {
        var example = new JsonObject { ["params"] = parameters?.DeepClone() ?? new JsonArray(), ["result"] = JsonNode.Parse(result.GetRawText()) };
        if (notifications is not null) example["notifications"] = new JsonArray([.. notifications.Select(one => JsonNode.Parse(one.GetRawText()))]);
        _examples[method] = example;
    }
}
