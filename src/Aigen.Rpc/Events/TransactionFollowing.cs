using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.Subscriptions;
using Aigen.Rpc.Views;
using Subscription = Aigen.Rpc.Subscriptions.Subscription;

namespace Aigen.Rpc.Events;

/// <summary>One client's view of one transaction: each state once, none after the last.</summary>
internal sealed class TransactionFollowing(Subscription subscription, Hash256 hash, ChainSpec spec)
{
    private readonly Lock _lock = new();
    private TransactionState? _told;

    public void Tell(TransactionStatus status)
    {
        lock (_lock)
        {
            // The first answer and a change may cross: a state that was told, or one before it, is no news.
            if (_told is { } told && (told == status.State || told is TransactionState.Included or TransactionState.Dropped))
            {
                return;
            }

            _told = status.State;
            subscription.Notify(TransactionFateView.Of(hash, status, spec), ViewJson.Default.TransactionFateView);
        }

        if (status.IsFinal)
        {
            subscription.Complete();
        }
    }
}
