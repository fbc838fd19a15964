using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

internal static class GovernanceParameters
{
    public static readonly Parameter<long> Timestamp = FieldType.Int64().Required(
        "timestamp", "When it was signed, in Unix seconds: at most 5 minutes ago.");

    public static readonly Parameter<string> Reason = FieldType.String().Required("reason", "Why, for everybody to read.");

    public static readonly Parameter<ulong> Nonce = FieldType.UInt64().Required("nonce", "A number that is signed with it.");

    public static readonly Parameter<Signature> CeoSignature = ChainTypes.Signature.Required(
        "signature", "By the CEO key, over the message that is said below.");

    public static readonly Parameter<string> ProposalId = FieldType.StringOrNumber.Required("proposal_id", "The id that it was proposed under.");
}
