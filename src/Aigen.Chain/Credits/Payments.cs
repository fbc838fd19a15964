using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Tells payments from other transactions, for those who take one together with a request.</summary>
public static class Payments
{
    /// <summary>A payment for inference.</summary>
    public static bool BuysCredit(Transaction transaction, ChainSpec spec) => ModuleCallParser.Parse(transaction, spec).Call is BuyCreditCall;

    /// <summary>A payment for a tier: which one, and for how many months.</summary>
    public static (Tier Tier, int Months)? SubscribesTo(Transaction transaction, ChainSpec spec) =>
        ModuleCallParser.Parse(transaction, spec).Call is SubscribeCall call ? (call.Tier, call.Months) : null;

    /// <summary>A payment for a batch job: what it is for; when it is computed counts from the block that takes it.</summary>
    public static BatchPayment? BuysJob(Transaction transaction, ChainSpec spec, long now) =>
        ModuleCallParser.Parse(transaction, spec).Call is BatchCall call ? BatchPayment.Of(call, now) : null;

    /// <summary>
    /// Why a payment would be refused now, as far as can be said without submitting it: for those who write something down before they take it.
    /// </summary>
    public static Refusal? FindFault(Transaction transaction, ChainSpec spec, IStateReader state, long now)
    {
        var signature = new Refusal?[1];
        if (TransactionRules.CheckContent(transaction, spec, now) is { } fault)
        {
            return fault;
        }

        TransactionSignatures.Check([transaction], spec, signature);
        var account = Account.Load(state, transaction.Sender.Address);
        var cost = Transfer.Cost(transaction, spec);
        return signature[0]
            ?? (transaction.Nonce < account.Nonce ? TransactionRefusals.Nonce(transaction.Nonce, account.Nonce) : null)
            ?? (cost > account.Balance.Aigen ? TransactionRefusals.Balance(cost, account.Balance) : null);
    }

    /// <summary>A payload that means a payment but says it wrongly; the chain's refusal says how.</summary>
    public static bool IsMalformed(Transaction transaction, ChainSpec spec) => ModuleCallParser.Parse(transaction, spec).Refusal is not null;
}
