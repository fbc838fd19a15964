using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>The CEO's vote on a proposal or an upgrade, for the record: what is decided, another order says.</summary>
/// <param name="ProposalId">The proposal's id, or the upgrade's.</param>
public sealed record VoteOrder(long Timestamp, string ProposalId, GovernanceVote Vote, Signature Signature) : DatedOrder(Timestamp, Signature)
{
    internal const byte Kind = 5;

    public override byte[] MessageToSign(uint networkMagic) =>
        System.Text.Encoding.UTF8.GetBytes($"gov_vote:{networkMagic}:{Timestamp}:{ProposalId}:{Vote.Name()}");

    public override void WriteTo(WireWriter writer) => writer.Byte(Kind).Int64(Timestamp).Text(ProposalId).Byte((byte)Vote).Raw(Signature.Bytes);

    internal static VoteOrder ReadBody(ref WireReader reader) =>
        new(reader.Int64(), reader.Text(), reader.Choice<GovernanceVote>(), reader.Signature());
}
