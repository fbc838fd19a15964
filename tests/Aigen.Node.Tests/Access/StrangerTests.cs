using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;
using Aigen.Rpc.Methods;

namespace Aigen.Node.Tests.Access;

/// <summary>The whole interface, method by method: what each does, and what it needs of whoever asks.</summary>
public sealed class StrangerTests(DevNode node) : IClassFixture<DevNode>
{
    private const string Reads = "reads";
    private const string Computes = "computes for nothing";
    private const string Follows = "follows on its own connection";
    private const string Spends = "spends the quota or credit of the signature, token or payment that comes with it, else of the connection's wallet";
    private const string Moves = "moves what its transaction's signature moves";
    private const string Orders = "carries out an order that the CEO's key signed";
    private const string Confides = "reads what only the CEO's key may";
    private const string Operates = "changes the node for its operator's token";
    private const string Grants = "changes the tokens of the wallet that signed";

    private static readonly Dictionary<string, string> Methods = new()
    {
        ["getChainInfo"] = Reads,
        ["getBlock"] = Reads,
        ["getBalance"] = Reads,
        ["getReceipt"] = Reads,
        ["getHeaders"] = Reads,
        ["getTransactionProof"] = Reads,
        ["getReceiptProof"] = Reads,
        ["getAccountProof"] = Reads,
        ["submitTransaction"] = Moves,
        ["submitAndWait"] = Moves,
        ["getTransaction"] = Reads,
        ["getPendingTransactions"] = Reads,
        ["getTransactionsByAddress"] = Reads,
        ["health"] = Reads,
        ["system_health"] = Reads,
        ["getNodeInfo"] = Reads,
        ["getHealth"] = Confides,
        ["getMetrics"] = Confides,
        ["rpc.discover"] = Reads,
        ["submitShutdown"] = Orders,
        ["approveSIP"] = Orders,
        ["vetoSIP"] = Orders,
        ["initNewModel"] = Orders,
        ["approveModelUpgrade"] = Orders,
        ["rejectUpgrade"] = Orders,
        ["submitGovVote"] = Orders,
        ["getSIPStatus"] = Reads,
        ["listModels"] = Reads,
        ["getModelInfo"] = Reads,
        ["loadModel"] = Operates,
        ["unloadModel"] = Operates,
        ["checkQuota"] = Reads,
        ["getTierInfo"] = Reads,
        ["subscribeTier"] = Moves,
        ["chatCompletion"] = Spends,
        ["subscribeChatCompletion"] = Spends,
        ["unsubscribeChatCompletion"] = Follows,
        ["textCompletion"] = Spends,
        ["subscribeTextCompletion"] = Spends,
        ["unsubscribeTextCompletion"] = Follows,
        ["createEmbedding"] = Spends,
        ["countTokens"] = Computes,
        ["submitBatchRequest"] = Moves,
        ["getBatchStatus"] = Reads,
        ["listUserJobs"] = Reads,
        ["createAccessToken"] = Grants,
        ["listAccessTokens"] = Grants,
        ["revokeAccessToken"] = Grants,
        ["authenticate"] = Follows,
        ["subscribeNewBlocks"] = Follows,
        ["unsubscribeNewBlocks"] = Follows,
        ["subscribeEvents"] = Follows,
        ["unsubscribeEvents"] = Follows,
        ["subscribeNewTransactions"] = Follows,
        ["unsubscribeNewTransactions"] = Follows,
        ["subscribeTransaction"] = Follows,
        ["unsubscribeTransaction"] = Follows,
        ["subscribeShutdown"] = Follows,
        ["unsubscribeShutdown"] = Follows,
        ["unsubscribe"] = Follows,
    };

    [Fact]
    public void MethodTable_EveryMethod_IsSaidHereWhatItDoes() => Assert.Equal(
        MethodTable.Build(node.Host.Services).Methods.Select(method => method.Name).Order(StringComparer.Ordinal),
        Methods.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task EveryMethod_CalledByAStrangerWhoNamesAWallet_SpendsAndChangesNothingOfIt()
    {
        var wallet = await RichAsync();
        var before = await StateAsync(wallet);
        await using var socket = await node.ConnectAsync();

        foreach (var method in Methods.Keys)
        {
            await socket.CallAsync(method, Claims(wallet));
        }

        Assert.Equal(before, await StateAsync(wallet));
        Assert.False((await node.Rpc.ResultAsync("getChainInfo")).GetProperty("shutdown_status").GetBoolean());
        Assert.True((await node.Rpc.ResultAsync("getModelInfo", new[] { "aigen-tiny" })).GetProperty("is_loaded").GetBoolean());
    }

    [Theory]
    [InlineData(Operates, 1003)]
    [InlineData(Orders, 1002)]
    [InlineData(Confides, 1002)]
    [InlineData(Moves, -32602)]
    [InlineData(Grants, 1003)]
    public async Task MethodsThatChangeTheNode_CalledByAStranger_AreRefused(string kind, int code)
    {
        var wallet = await RichAsync();
        var proposal = wallet.Transaction(Wallet.CeoAddress, 0, 2, $$"""{"proposal_id":"P-{{code}}-{{kind.Length}}","proposal_hash":"{{Hash256.Of([1])}}"}""");
        await node.IncludeAsync(proposal);

        foreach (var method in Methods.Where(method => method.Value == kind).Select(method => method.Key))
        {
            var claims = Claims(wallet).With("proposal_id", $"P-{code}-{kind.Length}").With("transaction", Forged(wallet));
            var answer = await node.Rpc.CallAsync(method, claims);
            Assert.True(answer.Code == code, $"{method}: {answer.Message}");
        }
    }

    // All that can be said of a wallet, and nothing that it signed.
    private static JsonObject Claims(Wallet wallet)
    {
        var claims = Chat.Ask(maxTokens: 1).With("user_address", wallet.Address.ToString()).With("wallet_address", wallet.Address.ToString())
            .With("address", wallet.Address.ToString()).With("user", wallet.Address.ToString()).With("input", "gold")
            .With("prompt", null).With("tier", "basic").With("duration_months", 1).With("token_id", "all")
            .With("expires_at", DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3600).With("reason", "because").With("timestamp", DateTimeOffset.UtcNow.ToUnixTimeSeconds())
            .With("nonce", 1).With("signature", new string('1', 128)).With("proposal_id", "P").With("model_id", "m")
            .With("version", "1").With("name", "m").With("total_size", 1).With("shard_count", 1)
            .With("hashes", new JsonArray(Hash256.Of([1]).ToString())).With("vote", "approve").With("tx_hash", Hash256.Of([7]).ToString());
        foreach (var (name, value) in Forged(wallet))
        {
            if (!claims.ContainsKey(name))
            {
                claims[name] = value?.DeepClone();
            }
        }

        return claims;
    }

    private static JsonObject Forged(Wallet wallet) =>
        Wallet.Json(Wallet.New().Sign(wallet.Subscription("basic", 1, 50, 3)) with { SenderPublicKey = wallet.Key.PublicKey });

    private async Task<Wallet> RichAsync()
    {
        var wallet = await node.SubscribedAsync("basic", 50, rest: 20);
        await node.IncludeAsync(wallet.Payment(1, 1));
        return wallet;
    }

    private async Task<string> StateAsync(Wallet wallet) =>
        $"{await node.BalanceAsync(wallet.Address)} {await node.Rpc.ResultAsync("checkQuota", new[] { wallet.Address.ToString() })} {node.Host.Services.Desk.Access.Of(wallet.Address).Count}";
}
