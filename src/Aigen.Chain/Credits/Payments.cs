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

    /// <summary>A payload that means a payment but says it wrongly; the chain's refusal says how.</summary>
    public static bool IsMalformed(Transaction transaction, ChainSpec spec) => ModuleCallParser.Parse(transaction, spec).Refusal is not null;
}
