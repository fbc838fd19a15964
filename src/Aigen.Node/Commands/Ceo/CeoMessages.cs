using System.CommandLine;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Node.Client;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary>Every message of the CEO that has a time of signing and does not stop the network.</summary>
internal static class CeoMessages
{
    private static readonly Argument<string> UpgradeId = new("ID") { Description = "The upgrade, MODEL@VERSION." };

    private static readonly Argument<string> VotedId = new("ID") { Description = "A proposal's id, or an upgrade's: MODEL@VERSION." };

    private static readonly Argument<string> Choice = new("approve|reject|abstain") { Description = "The vote." };

    private static readonly Option<string[]> Sections = new("--section")
    {
        Description = "Which numbers: ai, network or blockchain; may repeat. [default: all]",
        HelpName = "SECTION",
        AllowMultipleArgumentsPerToken = false,
    };

    public static IReadOnlyList<CeoMessage> All { get; } =
    [
        new("health", "getHealth", "What a node tells only the CEO of its state.", (_, time) => Read(CeoRead.Health, [], time)),
        new("metrics", "getMetrics", "What a node has measured.", (run, time) => Read(CeoRead.Metrics, Included(run), time), Sections),
        new("init-model", "initNewModel", "Registers a release of a model: its first is active at once, a later one is an upgrade that waits.", ReleaseOptions.PrepareAsync, ReleaseOptions.All),
        new("approve-upgrade", "approveModelUpgrade", "Makes a release that waits the active one of its model.", (run, time) => Decide(run, null, time), UpgradeId),
        new("reject-upgrade", "rejectUpgrade", "Rejects a release that waits.", (run, time) => Decide(run, run.Get(CeoOptions.Reason), time), UpgradeId, CeoOptions.Reason),
        new("vote", "submitGovVote", "Records a vote on a proposal or an upgrade.", VoteAsync, VotedId, Choice),
    ];

    static CeoMessages()
    {
        Choice.AcceptOnlyFromAmong([.. Enum.GetValues<GovernanceVote>().Select(vote => vote.Name())]);
        Sections.AcceptOnlyFromAmong("ai", "network", "blockchain");
    }

    private static Task<UnsignedMessage> Read(CeoRead read, JsonObject fields, long timestamp) =>
        Task.FromResult(new UnsignedMessage(fields, magic => CeoReads.MessageToSign(read, magic, timestamp)));

    // What is asked for is not signed: whoever may read may read all.
    private static JsonObject Included(ClientRun run) => run.Get(Sections) is { Length: > 0 } sections
        ? new JsonObject(((string[])["ai", "network", "blockchain"]).Select(name => KeyValuePair.Create($"include_{name}", (JsonNode?)sections.Contains(name))))
        : [];

    private static Task<UnsignedMessage> Decide(ClientRun run, string? reason, long timestamp)
    {
        var id = run.Get(UpgradeId);
        var fields = new JsonObject { ["proposal_id"] = id };
        if (reason is not null)
        {
            fields["reason"] = reason;
        }

        return Task.FromResult(new UnsignedMessage(fields, new UpgradeDecisionOrder(timestamp, id, reason, default).MessageToSign));
    }

    private static Task<UnsignedMessage> VoteAsync(ClientRun run, long timestamp)
    {
        var (id, vote) = (run.Get(VotedId), run.Get(Choice));
        var order = new VoteOrder(timestamp, id, Enum.Parse<GovernanceVote>(vote, ignoreCase: true), default);
        return Task.FromResult(new UnsignedMessage(new JsonObject { ["proposal_id"] = id, ["vote"] = vote }, order.MessageToSign));
    }
}
