using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>
/// Decides what pays for a request: the tier's quota, where the tier includes the request and has one left; else the wallet's credit, with
/// the rights of the unlimited tier; else nothing, and the refusal says what the tier lacks.
/// </summary>
internal sealed class Quote(ChainSpec spec, long now)
{
    public (Reservation? Reservation, DeskRefusal? Refusal) For(Payer payer, PayerAccount account, Demand demand)
    {
        var tier = account.Subscription.At(now);
        var refusal = payer.HasPaid ? null : FromQuota(tier, account, demand);
        if (refusal is null && !payer.HasPaid && spec.Tiers[tier].RequestLimit is not null)
        {
            // One request of the quota has one context: several answers share it.
            var context = MaxContext(tier, demand);
            var each = AnswerTokens(demand, (context - demand.PromptTokens) / demand.Answers);
            return (new Reservation(payer.Wallet, Funding.Quota, 0, each, TurnWeight.Of(tier)), null);
        }

        var credit = FromCredit(payer, account, demand, out var reservation);
        return reservation is not null ? (reservation, null) : (null, credit as CapReached ?? refusal ?? credit);
    }

    /// <summary>Whether some credit, without regard to what is set aside of it, could pay for the request.</summary>
    public DeskRefusal? CouldPay(Credit credit, Demand demand) =>
        CheckContext(MaxContext(Tier.Unlimited, demand), demand, 1) ?? CheckCredit(credit, demand);

    private DeskRefusal? FromQuota(Tier tier, PayerAccount account, Demand demand)
    {
        if (tier < demand.MinimumTier)
        {
            return new InsufficientTier(tier, demand.MinimumTier, demand.Model);
        }

        if (CheckContext(MaxContext(tier, demand), demand, demand.Answers) is { } tooLong)
        {
            return tooLong;
        }

        var used = account.Usage.At(now).Requests + account.ReservedRequests;
        return spec.Tiers[tier].RequestLimit is { } limit && used >= (ulong)limit
            ? new QuotaExceeded(used, limit, Usage.ResetAfter(now))
            : null;
    }

    private DeskRefusal? FromCredit(Payer payer, PayerAccount account, Demand demand, out Reservation? reservation)
    {
        var context = MaxContext(Tier.Unlimited, demand);
        reservation = null;
        var free = payer.Token?.Within(account.FreeCredit) ?? account.FreeCredit;
        if ((CheckContext(context, demand, 1) ?? CheckCredit(account.FreeCredit, demand) ?? CheckCap(payer.Token, free, demand)) is { } refusal)
        {
            return refusal;
        }

        // The prompt comes first; what the credit leaves beyond it is the limit of the answers, in equal parts.
        var wanted = ListPrice(demand.Tokens(AnswerTokens(demand, context - demand.PromptTokens)));
        var micro = (ulong)UInt128.Min(wanted, free.MicroAigen);
        var each = (int)(((micro / spec.Prices.MicroAigenPerToken) - (ulong)demand.PromptTokens) / (ulong)demand.Answers);
        reservation = new Reservation(payer.Wallet, Funding.Credit, micro, each, TurnWeight.Of(Tier.Unlimited)) { Token = payer.Token };
        return null;
    }

    // The prompt is charged from the same credit as the answer.
    private DeskRefusal? CheckCredit(Credit credit, Demand demand)
    {
        var needed = ListPrice(demand.LeastTokens);
        if (credit.MicroAigen >= needed)
        {
            return null;
        }

        return Require(credit, demand, $"payment required: credit of {credit.MicroAigen} micro-AIGEN, this request needs at least {needed}");
    }

    private CapReached? CheckCap(AccessToken? token, Credit free, Demand demand)
    {
        var needed = ListPrice(demand.LeastTokens);
        return token?.Grant.Cap is { } cap && free.MicroAigen < needed ? new CapReached(token.Id, cap, token.Spent, token.Reserved, needed) : null;
    }

    /// <summary>Asks for a payment, with what the request would cost.</summary>
    public PaymentRequired Require(Credit credit, Demand demand, string reason)
    {
        var cost = ListPrice(demand.Tokens(demand.MaxTokens ?? Desk.DefaultMaxTokens));
        var whole = (ulong)((cost + Credit.MicroPerAigen - 1) / Credit.MicroPerAigen);
        return new PaymentRequired(whole, (decimal)credit.MicroAigen / Credit.MicroPerAigen, reason);
    }

    private static DeskRefusal? CheckContext(int maxContext, Demand demand, int least)
    {
        if (demand.LongestText is { } longest)
        {
            return longest > maxContext ? new InputTooLong("the longest text", longest, maxContext, demand.Model) : null;
        }

        return demand.PromptTokens > maxContext - least ? new ContextExceeded(demand.PromptTokens, maxContext, demand.Model) : null;
    }

    private int MaxContext(Tier tier, Demand demand) => Math.Min(spec.Tiers[tier].MaxContext, demand.ModelContext);

    private static int AnswerTokens(Demand demand, int room) =>
        demand.LongestText is null ? Math.Min(demand.MaxTokens ?? Desk.DefaultMaxTokens, room) : 0;

    private UInt128 ListPrice(ulong tokens) => (UInt128)tokens * spec.Prices.MicroAigenPerToken;
}
