using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Moves the amount and the fees of a transaction.</summary>
internal static class Transfer
{
    /// <summary>What the sender must own: amount, base and priority fee; the CEO wallet's priority transactions pay no fee.</summary>
    public static UInt128 Cost(Transaction transaction, ChainSpec spec) => IsFree(transaction, spec)
        ? transaction.Amount.Aigen
        : (UInt128)transaction.Amount.Aigen + transaction.Fee.Base.Aigen + transaction.Fee.Priority.Aigen;

    public static bool IsFree(Transaction transaction, ChainSpec spec) =>
        transaction.Priority && transaction.Sender.Address == spec.CeoWallet;

    public static Refusal? Check(Transaction transaction, ChainSpec spec, IStateReader state)
    {
        var account = Account.Load(state, transaction.Sender.Address);
        if (transaction.Nonce != account.Nonce)
        {
            return TransactionRefusals.Nonce(transaction.Nonce, account.Nonce);
        }

        var cost = Cost(transaction, spec);
        return cost > account.Balance.Aigen ? TransactionRefusals.Balance(cost, account.Balance) : null;
    }

    public static void Apply(Transaction transaction, ChainSpec spec, Address rewardAddress, StateOverlay state)
    {
        var sender = Account.Load(state, transaction.Sender.Address);
        var cost = (ulong)Cost(transaction, spec);
        new Account(new Amount(sender.Balance.Aigen - cost), checked(sender.Nonce + 1)).Save(state, transaction.Sender.Address);
        Pay(state, transaction.Receiver.Address, transaction.Amount);
        if (IsFree(transaction, spec))
        {
            return;
        }

        Pay(state, rewardAddress, transaction.Fee.Base + transaction.Fee.Priority - transaction.Fee.Burn);
        if (transaction.Fee.Burn > Amount.Zero)
        {
            var supply = Supply.Load(state);
            (supply with { Burned = supply.Burned + transaction.Fee.Burn }).Save(state);
        }
    }

    private static void Pay(StateOverlay state, Address to, Amount amount)
    {
        if (amount > Amount.Zero)
        {
            var account = Account.Load(state, to);
            (account with { Balance = account.Balance + amount }).Save(state, to);
        }
    }
}
