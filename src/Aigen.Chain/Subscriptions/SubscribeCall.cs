using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Buys some months of a tier for exactly their price.</summary>
internal sealed record SubscribeCall(Tier Tier, int Months, Address User) : ModuleCall
{
    // The unlimited tier has no monthly cost; its tokens are paid for one by one.
    public override bool MayBeFree => true;

    public static SubscribeCall Read(PayloadReader payload)
    {
        var name = payload.Text("tier");
        return TierNames.TryParse(name, out var tier) && tier != Tier.Free
            ? new SubscribeCall(tier, (int)payload.Number("duration_months", 1, 12), payload.User())
            : throw new PayloadException($"payload's tier is '{name}', expected basic, pro or unlimited (free needs no subscription)");
    }

    public override Refusal? CheckTerms(Transaction transaction, ChainSpec spec)
    {
        var price = spec.Tiers[Tier].MonthlyCost.Aigen * (ulong)Months;
        return transaction.Amount.Aigen == price
            ? SenderIs(User, transaction)
            : TransactionRefusals.WrongAmount(transaction.Amount.Aigen, price, $"{Months} x tier {Tier.Name()}");
    }

    public override Refusal? CheckState(Transaction transaction, IStateReader state, long now)
    {
        var current = Subscription.Load(state, User);
        if (!current.HasRoomForAYear(now))
        {
            return new Refusal(RefusalRule.Subscription, $"{User} is subscribed to the end of the calendar");
        }

        return current.Extend(Tier, Months, now) is null
            ? new Refusal(RefusalRule.Subscription, $"tier {current.Next.Name()} is booked already after the current {current.Current.Name()}", current.Next.Name(), Tier.Name())
            : null;
    }

    public override void Apply(Transaction transaction, StateOverlay state, long now) =>
        Subscription.Load(state, User).Extend(Tier, Months, now)!.Value.Save(state, User);
}
