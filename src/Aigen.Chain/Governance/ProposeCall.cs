using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Puts an improvement proposal before the CEO.</summary>
internal sealed record ProposeCall(string Id, Hash256 DocumentHash) : ModuleCall
{
    public override bool MayBeFree => true;

    public static ProposeCall Read(PayloadReader payload)
    {
        var id = payload.Text("proposal_id");
        if (!Proposal.IsValidId(id))
        {
            throw new PayloadException(
                $"payload's proposal_id '{id}' must be 1 to {Proposal.MaxIdLength} letters, digits, dots, dashes and underscores");
        }

        var hash = payload.Text("proposal_hash");
        return Hash256.TryParse(hash, out var documentHash)
            ? new ProposeCall(id, documentHash)
            : throw new PayloadException($"payload's proposal_hash '{hash}' is not the 32-byte SHA-256 of the document in hex");
    }

    public override Refusal? CheckTerms(Transaction transaction, ChainSpec spec) => null;

    public override Refusal? CheckState(Transaction transaction, IStateReader state, long now) => Proposal.Load(state, Id) is null
        ? null
        : new Refusal(RefusalRule.Payload, $"proposal {Id} exists already");

    public override void Apply(Transaction transaction, StateOverlay state, long now) =>
        new Proposal(Id, DocumentHash, transaction.Sender.Address, ProposalStatus.Pending, now, 0).Save(state);
}
