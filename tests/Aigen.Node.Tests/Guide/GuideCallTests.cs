using System.Text.Json;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Guide;

/// <summary>The guide's calls as it prints them, placeholders and all: what a reader who copies them sees.</summary>
public sealed class GuideCallTests(DevNode node) : IClassFixture<DevNode>
{
    private const string GenesisHash = "0xe6d56b751e6c58ed6de82a9169a9e6294bd64f475981f653697b1c521e00c436";
    private const string EmptyRoot = "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public async Task GetChainInfo_AsInTheGuide_AnswersChainStatus()
    {
        var result = (await PostAsync("getChainInfo")).Result;

        result.HasFields("chain_id", "height", "bestHash", "latest_block_hash", "peers", "shutdown_status", "total_supply", "network_magic");
        Assert.Equal(9944001UL, result.Number("chain_id"));
        Assert.Matches("^0x[0-9a-f]{64}$", result.Text("bestHash"));
        Assert.Equal(result.Text("bestHash"), result.Text("latest_block_hash"));
        Assert.Equal(0UL, result.Number("peers"));
        Assert.False(result.GetProperty("shutdown_status").GetBoolean());
        Assert.Equal(10_000_000UL, result.Number("total_supply"));
        Assert.Equal(2711724449UL, result.Number("network_magic"));
    }

    [Fact]
    public async Task GetBlock_ByHeightAsInTheGuide_AnswersTheGenesisBlock()
    {
        var result = (await PostAsync("getBlock by height")).Result;

        result.HasFields("block_hash", "header", "transactions", "receipts", "orders");
        Assert.Equal(GenesisHash, result.Text("block_hash"));
        Assert.Equal(0, result.GetProperty("transactions").GetArrayLength());
        var header = result.GetProperty("header");
        header.HasFields(
            "version", "previous_hash", "merkle_root", "timestamp", "poi_proof", "ceo_signature", "shutdown_flag", "block_height", "priority", "chain_id",
            "receipts_root", "orders_root", "state_root", "producer", "producer_signature");
        Assert.Equal(1UL, header.Number("version"));
        Assert.Matches("^0x[0-9a-f]{64}$", header.Text("previous_hash"));
        Assert.Equal(EmptyRoot, header.Text("merkle_root"));
        Assert.Equal(1767225600UL, header.Number("timestamp"));
        Assert.True(header.IsNull("poi_proof"));
        Assert.True(header.IsNull("ceo_signature"));
        Assert.False(header.GetProperty("shutdown_flag").GetBoolean());
        Assert.Equal(0UL, header.Number("block_height"));
        Assert.False(header.GetProperty("priority").GetBoolean());
    }

    [Theory]
    [InlineData("getBlock by hash", "block_hash", "\"0x...\"")]
    [InlineData("getBalance", "address", "\"0xabc...\"")]
    [InlineData("submitTransaction", "sender", "\"0x...\"")]
    [InlineData("chatCompletion with a transaction", "transaction.sender", "\"0x...\"")]
    [InlineData("pay-per-use", "transaction.sender", "\"0x123...\"")]
    [InlineData("OpenAI-compatible request", "transaction.sender", null)]
    [InlineData("submitShutdown", "signature", "\"0x...\"")]
    [InlineData("approveSIP", "signature", "\"0x...\"")]
    [InlineData("vetoSIP", "signature", "\"0x...\"")]
    public async Task Call_WithThePlaceholderOfTheGuide_IsInvalidParamsThatNameTheField(string example, string field, string? given)
    {
        var answer = await PostAsync(example);

        var data = answer.Refused(-32602);
        data.HasFields("field", "given", "expected");
        Assert.Equal(field, data.Text("field"));
        Assert.Equal(given, data.Text("given"));
        Assert.NotEmpty(data.Text("expected")!);
        Assert.Contains(field, answer.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chatCompletion")]
    [InlineData("chatCompletion of a subscriber")]
    public async Task ChatCompletion_WithTheModelOfTheGuide_AnswersThatItIsNotHere(string example)
    {
        var answer = await PostAsync(example);

        var data = answer.Refused(2001);
        data.HasFields("model");
        Assert.Equal("mistral-7b", data.Text("model"));
        Assert.Equal("Model not found: there is no model 'mistral-7b' here; there is aigen-tiny", answer.Sentence);
    }

    [Fact]
    public async Task GetPendingTransactions_AsInTheGuide_AnswersAList() =>
        Assert.Equal(JsonValueKind.Array, (await PostAsync("getPendingTransactions")).Result.ValueKind);

    [Fact]
    public async Task Health_AsInTheGuide_AnswersHealthy() => AssertHealthy((await PostAsync("health")).Result);

    [Fact]
    public async Task SystemHealth_OfTheSdks_AnswersAsHealth() => AssertHealthy(await node.Rpc.ResultAsync("system_health"));

    [Fact]
    public async Task GetHealth_OverPlainHttp_AnswersTheSame()
    {
        using var response = await node.Rpc.GetAsync("/health");

        Assert.True(response.IsSuccessStatusCode);
        AssertHealthy(JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task GetSipStatus_OfTheProposalInTheGuide_IsNotFound()
    {
        var answer = await PostAsync("getSIPStatus");

        Assert.Equal("proposal_not_found", answer.Refused(3002).Text("rule"));
        Assert.Equal("Proposal not found: there is no proposal 123", answer.Sentence);
    }

    [Fact]
    public async Task GetSipStatus_OfANumber_ReadsItAsText() =>
        Assert.Equal("Proposal not found: there is no proposal 123", (await node.Rpc.CallAsync("getSIPStatus", new[] { 123 })).Sentence);

    [Fact]
    public async Task CheckQuota_AsInTheGuide_AnswersTheQuotaOfThisConnection()
    {
        var result = (await PostAsync("checkQuota")).Result;

        result.HasFields(
            "used", "limit", "reset_date", "user_address", "tier", "requests_used", "requests_remaining", "reset_at", "tokens_used", "credit_micro_aigen");
        Assert.Equal(0UL, result.Number("used"));
        Assert.Equal(10UL, result.Number("limit"));
        Assert.Matches("^[0-9]{4}-[0-9]{2}-01T00:00:00Z$", result.Text("reset_date"));
        Assert.Equal(result.Text("reset_date"), result.Text("reset_at"));
        Assert.Equal("free", result.Text("tier"));
        Assert.Equal(10UL, result.Number("requests_remaining"));
        Assert.Matches("^0x[0-9a-fA-F]{40}$", result.Text("user_address"));
    }

    [Fact]
    public async Task GetTierInfo_AsInTheGuide_AnswersTheTiers()
    {
        var result = (await PostAsync("getTierInfo")).Result;

        result.HasFields("current_tier", "available_tiers", "tier_limits", "tiers");
        Assert.Equal("free", result.Text("current_tier"));
        Assert.Equal("""["free","basic","pro","unlimited"]""", result.GetProperty("available_tiers").GetRawText());
        Assert.Equal("""{"free":10,"basic":100,"pro":1000,"unlimited":-1}""", result.GetProperty("tier_limits").GetRawText());
        Assert.Equal(
            [("free", 0, 10, 2048), ("basic", 50, 100, 4096), ("pro", 400, 1000, 8192), ("unlimited", 0, -1, 16384)],
            result.GetProperty("tiers").EnumerateArray().Select(tier => (
                tier.Text("tier")!, tier.GetProperty("monthly_cost").GetInt32(), tier.GetProperty("request_limit").GetInt32(),
                tier.GetProperty("max_context_size").GetInt32())));
        Assert.All(result.GetProperty("tiers").EnumerateArray(), tier => Assert.NotEmpty(tier.GetProperty("features").Texts()));
    }

    [Fact]
    public async Task SubscribeTier_AsInTheGuideWithoutAPayment_AsksForIt()
    {
        var answer = await PostAsync("subscribeTier");

        var data = answer.Refused(2007);
        data.HasFields("estimated_cost", "current_balance", "detail");
        Assert.Equal("Payment required for this operation", answer.Sentence);
        Assert.Equal(400UL, data.Number("estimated_cost"));
        Assert.Equal(0UL, data.Number("current_balance"));
    }

    [Theory]
    [InlineData("subscribeNewBlocks")]
    [InlineData("subscribeChatCompletion")]
    public async Task Subscribe_OverHttp_SaysThatItNeedsAWebSocket(string example) =>
        Assert.Contains("WebSocket", (await PostAsync(example)).Sentence, StringComparison.Ordinal);

    [Fact]
    public async Task Call_OfNoMethod_AnswersAsInTheGuide()
    {
        var answer = await node.Rpc.PostAsync("""{"jsonrpc":"2.0","id":1,"method":"getNothing","params":[]}""");

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}""", answer.Message.GetRawText());
    }

    private Task<RpcAnswer> PostAsync(string example) => node.Rpc.PostAsync(GuideRequests.Body(example));

    private static void AssertHealthy(JsonElement result)
    {
        result.HasFields("status", "uptime_seconds", "peer_count", "sync_status", "latest_block_time", "shutdown_active", "clock_offset_seconds", "problem");
        Assert.Equal("healthy", result.Text("status"));
        Assert.InRange(result.GetProperty("uptime_seconds").GetInt64(), 0, 3600);
        Assert.Equal(0UL, result.Number("peer_count"));
        Assert.Equal("synced", result.Text("sync_status"));
        Assert.InRange(result.GetProperty("latest_block_time").GetInt64(), 1767225600, long.MaxValue);
        Assert.False(result.GetProperty("shutdown_active").GetBoolean());
        Assert.True(result.IsNull("problem"));
    }
}
