using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

public enum ProposalStatus : byte
{
    Pending = 0,
    Approved = 1,
    Vetoed = 2,
    Deployed = 3,
}

/// <summary>An improvement proposal (SIP): the SHA-256 of its document, and what the CEO decided.</summary>
/// <param name="SubmittedAt">Unix seconds of the block that brought it.</param>
/// <param name="DecidedAt">Unix seconds of the block with the last decision, 0 while pending.</param>
public sealed record Proposal(string Id, Hash256 DocumentHash, Address Proposer, ProposalStatus Status, long SubmittedAt, long DecidedAt)
{
    public const int MaxIdLength = 64;

    /// <summary>Letters, digits, dot, dash and underscore: the id stands between colons in what the CEO signs.</summary>
    public static bool IsValidId(string id) =>
        id.Length is > 0 and <= MaxIdLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    public static Proposal? Load(IStateReader state, string id)
    {
        if (!IsValidId(id) || state.Get(StateKey.Proposal(id)) is not { } bytes)
        {
            return null;
        }

        var reader = new WireReader(bytes);
        return new Proposal(id, reader.Hash(), reader.Address(), (ProposalStatus)reader.Byte(), reader.Int64(), reader.Int64());
    }

    internal void Save(StateOverlay state) => state.Put(
        StateKey.Proposal(Id),
        new WireWriter().Raw(DocumentHash.Bytes).Raw(Proposer.Bytes).Byte((byte)Status).Int64(SubmittedAt).Int64(DecidedAt).ToArray());
}
