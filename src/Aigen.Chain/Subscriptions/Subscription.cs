using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>
/// What a wallet has paid for. A higher tier begins at once, the same tier adds its months at the end, and a lower one waits until the
/// current one ends.
/// </summary>
/// <param name="Until">Unix seconds at which the current tier ends.</param>
/// <param name="Next">The tier that follows, Free where none is booked.</param>
/// <param name="NextUntil">Unix seconds at which that one ends.</param>
public readonly record struct Subscription(Tier Current, long Until, Tier Next, long NextUntil)
{
    public static Subscription Load(IStateReader state, Address address)
    {
        if (state.Get(StateKey.Subscription(address)) is not { } bytes)
        {
            return default;
        }

        var reader = new WireReader(bytes);
        return new Subscription((Tier)reader.Byte(), reader.Int64(), (Tier)reader.Byte(), reader.Int64());
    }

    // The calendar of the runtime ends with the year 9999; months of a subscription can be bought on and on, for a fee alone where the tier is free.
    private static long LastBegin { get; } = DateTimeOffset.MaxValue.AddYears(-1).ToUnixTimeSeconds();

    /// <summary>The tier at a time, in Unix seconds: Free once everything paid for has ended.</summary>
    public Tier At(long time) => time < Until ? Current : time < NextUntil ? Next : Tier.Free;

    /// <summary>Whether a year more still ends within the calendar, whichever of its times the year is added to.</summary>
    public bool HasRoomForAYear(long now) => Math.Max(now, Math.Max(Until, NextUntil)) <= LastBegin;

    /// <summary>The subscription after some more months of a tier are bought; null where a different lower tier is booked already.</summary>
    public Subscription? Extend(Tier tier, int months, long now)
    {
        var active = At(now);
        if (active == Tier.Free)
        {
            return new Subscription(tier, AddMonths(now, months), Tier.Free, 0);
        }

        var current = now < Until ? this : new Subscription(Next, NextUntil, Tier.Free, 0);
        if (tier > active)
        {
            // What is left of the lower tier ends here: the higher one includes it.
            return new Subscription(tier, AddMonths(now, months), Tier.Free, 0);
        }

        if (current.Next == Tier.Free)
        {
            var end = AddMonths(current.Until, months);
            return tier == active ? current with { Until = end } : current with { Next = tier, NextUntil = end };
        }

        if (tier == active)
        {
            var until = AddMonths(current.Until, months);
            return current with { Until = until, NextUntil = AddMonths(current.NextUntil, months) };
        }

        return tier == current.Next ? current with { NextUntil = AddMonths(current.NextUntil, months) } : null;
    }

    internal void Save(StateOverlay state, Address address) => state.Put(
        StateKey.Subscription(address), new WireWriter().Byte((byte)Current).Int64(Until).Byte((byte)Next).Int64(NextUntil).ToArray());

    private static long AddMonths(long time, int months) => DateTimeOffset.FromUnixTimeSeconds(time).AddMonths(months).ToUnixTimeSeconds();
}
