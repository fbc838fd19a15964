using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.Subscriptions;
using Subscription = Aigen.Rpc.Subscriptions.Subscription;

namespace Aigen.Rpc.Events;

/// <summary>
/// One subscription on its way through the events of the chain. Either its replay tells it, or the feed does, never both; it hears of each
/// place once.
/// </summary>
/// <param name="topics">What it follows.</param>
/// <param name="addresses">The wallets whose transactions, receipts and quotas it follows; null for everybody's.</param>
/// <param name="next">The first place that it wants to hear of.</param>
internal sealed class EventFollower(Subscription subscription, EventTopics topics, IReadOnlySet<Address>? addresses, BlockLocation next)
{
    public Subscription Subscription => subscription;

    public EventTopics Topics => topics;

    public IReadOnlySet<Address>? Addresses => addresses;

    /// <summary>The first place that it has not heard of.</summary>
    public BlockLocation Next { get; private set; } = next;

    public bool Wants(ChainEvent happened) =>
        (topics & happened.Topics()) != 0
        && (addresses is null || happened.Addresses() is not { } of || addresses.Contains(of.First) || (of.Second is { } second && addresses.Contains(second)));

    /// <summary>Tells of the event at a place, unless it has heard of that; false once the subscription is over.</summary>
    public bool Tell(BlockLocation at, Notice notice)
    {
        if (IsBeforeNext(at)) return true;
        Next = new BlockLocation(at.Height, at.Index + 1);
        return subscription.Notify(notice);
    }

    /// <summary>It has heard of all places in the block.</summary>
    public void LeaveBlock(ulong height) => Next = new BlockLocation(height + 1, 0);

    public bool IsBeforeNext(BlockLocation at) => at.Height < Next.Height || (at.Height == Next.Height && at.Index < Next.Index);
}
