using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>
/// What a payload asks a module of the chain to do, beside the transfer that carries it. Calls are sent to the CEO wallet; a payload to
/// anybody else is a note that the chain does not read.
/// </summary>
internal abstract record ModuleCall
{
    /// <summary>A call that may come without an amount.</summary>
    public virtual bool MayBeFree => false;

    /// <summary>What the amount and the sender must be, whatever the state is.</summary>
    public abstract Refusal? CheckTerms(Transaction transaction, ChainSpec spec);

    /// <summary>Whether the state lets it happen.</summary>
    public abstract Refusal? CheckState(Transaction transaction, IStateReader state, long now);

    public abstract void Apply(Transaction transaction, StateOverlay state, long now);

    protected static Refusal? SenderIs(Address user, Transaction transaction) => user == transaction.Sender.Address
        ? null
        : TransactionRefusals.Payload($"user_address {user} is not the sender, {transaction.Sender.Address}: a wallet pays for itself");
}
