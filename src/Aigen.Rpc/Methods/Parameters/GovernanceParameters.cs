using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

internal static class GovernanceParameters
{
    // First of all: the parameter below is made of it.
    private static readonly FieldType<string> Votes = FieldType.Choice([.. Enum.GetValues<GovernanceVote>().Select(vote => vote.Name())]);

    public static readonly Parameter<long> Timestamp = FieldType.Int64().Required(
        "timestamp", "When it was signed, in Unix seconds: at most 5 minutes ago.");

    public static readonly Parameter<string> Reason = FieldType.String().Required("reason", "Why, for everybody to read.");

    public static readonly Parameter<ulong> Nonce = FieldType.UInt64().Required("nonce", "A number that is signed with it.");

    public static readonly Parameter<Signature> CeoSignature = ChainTypes.Signature.Required(
        "signature", "By the CEO key, over the message that is said below.");

    public static readonly Parameter<string> ProposalId = FieldType.StringOrNumber.Required("proposal_id", "The id that it was proposed under.");

    public static readonly Parameter<string> UpgradeId = FieldType.String().Required("proposal_id", "The upgrade's id, `MODEL@VERSION`.");

    public static readonly Parameter<string> VotedId = FieldType.StringOrNumber.Required("proposal_id", "The proposal's id, or the upgrade's: `MODEL@VERSION`.");

    public static readonly Parameter<GovernanceVote> Vote = new FieldType<GovernanceVote>(
            Votes.Expected, Votes.Schema, static field => Enum.Parse<GovernanceVote>(Votes.Read(field), ignoreCase: true))
        .Required("vote", "What the CEO says to it.");

    public static readonly Parameter<bool> IncludeAi = Included("include_ai", "Models, the engine, and what is billed.");

    public static readonly Parameter<bool> IncludeNetwork = Included("include_network", "Connections, calls, and the process that answers them.");

    public static readonly Parameter<bool> IncludeBlockchain = Included("include_blockchain", "Blocks, the mempool, and the database.");

    private static Parameter<bool> Included(string name, string description) => FieldType.Boolean.Default(name, true, description);
}
