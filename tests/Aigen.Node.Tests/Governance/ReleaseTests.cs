using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Governance;

/// <summary>The CEO registers releases, decides on upgrades and votes; nodes list and run what is registered.</summary>
public sealed class ReleaseTests : IDisposable
{
    private static readonly Hash256 Weights = Hash256.Of("weights"u8);

    private readonly DataDir _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Releases_OfADaemon_AreCarriedOutOnceAlsoAfterARestart()
    {
        JsonObject health;
        (string Method, JsonObject Request, int Again)[] messages =
        [
            ("initNewModel", CeoRequests.Release("m", "1.0", Weights, "pro", "The model: m"), -32602),
            ("initNewModel", CeoRequests.Release("m", "2.0", Weights), -32602),
            ("initNewModel", CeoRequests.Release("m", "3.0", Weights), -32602),
            ("submitGovVote", CeoRequests.Vote("m@2.0", GovernanceVote.Approve), 3003),
            ("approveModelUpgrade", CeoRequests.Approval("m@2.0"), 3003),
            ("rejectUpgrade", CeoRequests.Rejection("m@3.0", "too slow: 3 tokens a second"), 3003),
        ];
        await using (var node = await DaemonProcess.StartNodeAsync(_folder.Path))
        {
            health = CeoRequests.Read(CeoRead.Health, CeoRequests.Now);
            await node.Rpc.ResultAsync("getHealth", health);
            foreach (var (method, request, _) in messages) Assert.True((await node.Rpc.ResultAsync(method, request)).GetProperty("success").GetBoolean());
            await AssertKnownAsync(node.Rpc, messages);
            node.Terminate();
            Assert.Equal(0, await node.ExitCodeAsync());
        }

        await using var again = await DaemonProcess.StartNodeAsync(_folder.Path);
        await AssertKnownAsync(again.Rpc, messages);
        (await again.Rpc.CallAsync("getHealth", health)).Refused(1003);
        Assert.Equal("healthy", (await again.Rpc.ResultAsync("getHealth", CeoRequests.Read(CeoRead.Health))).Text("status"));
        await AssertToldAsync(again.Url);
    }

    [Fact]
    public async Task InitNewModel_FirstAndLaterRelease_AnswersWhatBecameOfThem()
    {
        await using var node = await DevNode.StartAsync();

        var first = await node.Rpc.ResultAsync("initNewModel", CeoRequests.Release("m", "1.0", Weights));
        var second = await node.Rpc.ResultAsync("initNewModel", CeoRequests.Release("m", "2.0", Weights));

        first.HasFields("success", "model_id", "version", "proposal_id", "status", "message");
        Assert.Equal(("m", "1.0", "m@1.0", "Approved"), (first.Text("model_id"), first.Text("version"), first.Text("proposal_id"), first.Text("status")));
        Assert.Equal(("m@2.0", "Pending"), (second.Text("proposal_id"), second.Text("status")));
        Assert.Equal("m@1.0 is the active release", first.Text("message"));
    }

    [Fact]
    public async Task Orders_ExpiredForgedOrOfUnknownIds_AreRefused()
    {
        await using var node = await DevNode.StartAsync();
        await node.Rpc.ResultAsync("initNewModel", CeoRequests.Release("m", "1.0", Weights));
        await node.Rpc.ResultAsync("initNewModel", CeoRequests.Release("m", "2.0", Weights));
        var late = CeoRequests.Now - 301;

        Assert.Equal("order_expired", (await node.Rpc.CallAsync("approveModelUpgrade", CeoRequests.Approval("m@2.0", late))).Refused(1003).Text("rule"));
        (await node.Rpc.CallAsync("rejectUpgrade", CeoRequests.Rejection("m@2.0", "no", late))).Refused(1003);
        (await node.Rpc.CallAsync("submitGovVote", CeoRequests.Vote("m@2.0", GovernanceVote.Reject, CeoRequests.Now + 60))).Refused(1003);
        (await node.Rpc.CallAsync("rejectUpgrade", CeoRequests.Rejection("m@2.0", "no").With("reason", "another"))).Refused(1002);
        (await node.Rpc.CallAsync("initNewModel", CeoRequests.Release("m", "3.0", Weights).With("total_size", 999))).Refused(1002);
        (await node.Rpc.CallAsync("approveModelUpgrade", CeoRequests.Approval("m@9"))).Refused(3002);
        (await node.Rpc.CallAsync("submitGovVote", CeoRequests.Vote("SIP-9", GovernanceVote.Abstain))).Refused(3002);
        (await node.Rpc.CallAsync("getSIPStatus", new[] { "m@9" })).Refused(3002);
        Assert.Equal("Pending", (await node.Rpc.ResultAsync("getSIPStatus", new[] { "m@2.0" })).Text("status"));
    }

    [Fact]
    public async Task InitNewModel_ShardCountOtherThanTheHashes_SaysBoth()
    {
        await using var node = await DevNode.StartAsync();

        var answer = await node.Rpc.CallAsync("initNewModel", CeoRequests.Release("m", "1.0", Weights).With("shard_count", 2));

        Assert.Equal("shard_count", answer.Refused(-32602).Text("field"));
        Assert.Contains("must be 1, as many as there are hashes, given 2", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vote_OnAProposal_IsShownByItsStatus()
    {
        await using var node = await DevNode.StartAsync();
        await node.IncludeAsync(Wallet.Development(1).Transaction(Wallet.CeoAddress, 0, 0, $$"""{"proposal_id":"SIP-1","proposal_hash":"{{Weights}}"}"""));

        await node.Rpc.ResultAsync("submitGovVote", CeoRequests.Vote("SIP-1", GovernanceVote.Abstain));

        var status = await node.Rpc.ResultAsync("getSIPStatus", new[] { "SIP-1" });
        var vote = Assert.Single(status.GetProperty("votes").EnumerateArray());
        Assert.Equal(("Pending", "abstain", DevelopmentKeys.Ceo.PublicKey.ToString()), (status.Text("status"), vote.Text("vote"), vote.Text("voter")));
        Assert.Equal("already_voted", (await node.Rpc.CallAsync("submitGovVote", CeoRequests.Vote("SIP-1", GovernanceVote.Reject))).Refused(3003).Text("rule"));
    }

    [Fact]
    public async Task Model_WithTheFileOfItsRelease_IsListedAsRegisteredAndNeedsItsTier()
    {
        await using var node = await DevNode.StartAsync();
        await node.Rpc.ResultAsync("initNewModel", CeoRequests.Release("aigen-tiny", "1.0", await HashAsync(node), "pro", "Registered"));

        var model = (await node.Rpc.ResultAsync("listModels")).GetProperty("models")[0];

        Assert.Equal(("Registered", "1.0", 1000UL, "pro"), (model.Text("name"), model.Text("version"), model.Number("total_size"), model.Text("minimum_tier")));
        Assert.True(model.GetProperty("is_available").GetBoolean() && model.GetProperty("is_core_model").GetBoolean());
        Assert.Equal("pro", (await node.Rpc.CallAsync("chatCompletion", Chat.Ask())).Refused(2003).Text("required_tier"));
    }

    [Fact]
    public async Task Model_WithAnotherFileThanItsUpgrade_IsNotAvailableFromTheApprovalOn()
    {
        await using var node = await DevNode.StartAsync();
        var here = await HashAsync(node);
        await node.Rpc.ResultAsync("initNewModel", CeoRequests.Release("aigen-tiny", "1.0", here));
        await node.Rpc.ResultAsync("initNewModel", CeoRequests.Release("aigen-tiny", "2.0", Weights));
        Assert.Equal("aigen-tiny", (await node.Rpc.ResultAsync("chatCompletion", Chat.Ask())).Text("model_id"));

        await node.Rpc.ResultAsync("approveModelUpgrade", CeoRequests.Approval("aigen-tiny@2.0"));

        var refused = await node.Rpc.CallAsync("chatCompletion", Chat.Ask());
        var data = refused.Refused(2001);
        Assert.Equal((here.ToString(), Weights.ToString()), (data.Text("file_sha256"), data.Text("release_sha256")));
        Assert.Contains($"has SHA-256 {here}, and its active release aigen-tiny@2.0 has {Weights}", refused.Sentence, StringComparison.Ordinal);
        var model = await node.Rpc.ResultAsync("getModelInfo", new[] { "aigen-tiny" });
        Assert.Equal(("2.0", false), (model.Text("version"), model.GetProperty("is_available").GetBoolean()));
    }

    private static async Task<Hash256> HashAsync(DevNode node) => Hash256.Parse((await node.Rpc.ResultAsync("getModelInfo", new[] { "aigen-tiny" })).Text("sha256")!);

    private static async Task AssertKnownAsync(RpcClient rpc, IEnumerable<(string Method, JsonObject Request, int Again)> messages)
    {
        foreach (var (method, request, again) in messages) (await rpc.CallAsync(method, request)).Refused(again);
        var model = (await rpc.ResultAsync("listModels")).GetProperty("models").EnumerateArray().Single(model => model.Text("model_id") == "m");
        Assert.Equal(("2.0", false, false), (model.Text("version"), model.GetProperty("is_available").GetBoolean(), model.GetProperty("is_loaded").GetBoolean()));
        Assert.Equal("free", (await rpc.ResultAsync("getModelInfo", new[] { "m" })).Text("minimum_tier"));
        (await rpc.CallAsync("chatCompletion", Chat.Ask().With("model_id", "m"))).Refused(2001);
        var upgrade = await rpc.ResultAsync("getSIPStatus", new[] { "m@2.0" });
        Assert.Equal(("Approved", "approve"), (upgrade.Text("status"), upgrade.GetProperty("votes")[0].Text("vote")));
        var rejected = await rpc.ResultAsync("getSIPStatus", new[] { "m@3.0" });
        Assert.Equal(("Rejected", "too slow: 3 tokens a second"), (rejected.Text("status"), rejected.Text("reason")));
    }

    private static async Task AssertToldAsync(string url)
    {
        await using var socket = await WsClient.ConnectAsync(url);
        var events = await socket.SubscribeAsync("subscribeEvents", new { events = new[] { "governance" }, from = 0 });
        var told = new List<JsonElement>();
        for (var i = 0; i < 6; i++) told.Add((await socket.NextAsync(events)).GetProperty("data"));
        Assert.Equal(["init_model", "init_model", "init_model", "gov_vote", "approve_upgrade", "reject_upgrade"], told.Select(data => data.Text("kind")));
        Assert.Equal(["m@1.0", "m@2.0", "m@3.0", "m@2.0", "m@2.0", "m@3.0"], told.Select(data => data.Text("proposal_id")));
        Assert.Equal(("The model: m", "pro"), (told[0].GetProperty("release").Text("name"), told[0].GetProperty("release").Text("minimum_tier")));
        Assert.Equal("approve", told[3].Text("vote"));
    }
}
