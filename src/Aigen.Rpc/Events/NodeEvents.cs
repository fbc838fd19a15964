using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Methods;
using Aigen.Rpc.Subscriptions;
using Aigen.Rpc.Views;
using Subscription = Aigen.Rpc.Subscriptions.Subscription;

namespace Aigen.Rpc.Events;

/// <summary>
/// What connections may follow. The events of blocks can be replayed from a cursor; what the mempool takes is in no block, and cannot.
/// Each event is serialised once.
/// </summary>
public sealed class NodeEvents : IAsyncDisposable
{
    /// <summary>Of the methods whose events cannot be replayed.</summary>
    internal static readonly Parameter<RpcField?> NoPending =
        EventParameters.NoFrom("what the mempool takes is in no block yet; subscribeEvents replays transactions that are");

    internal static readonly Parameter<RpcField?> NoShutdown = EventParameters.NoFrom("a shutdown that came before is told at once");

    internal static readonly Parameter<RpcField?> NoFate = EventParameters.NoFrom("where the transaction is now is told at once");

    private readonly Topic _transactions = new();
    private readonly Ledger _ledger;
    private readonly TransactionTracker _tracker;
    private readonly ChainFeed _feed;
    private readonly EventReplay _replay;

    public NodeEvents(Blockchain chain, Incidents incidents)
    {
        (_ledger, _tracker) = (chain.Ledger, chain.Tracker);
        _feed = new ChainFeed(chain, incidents);
        _replay = new EventReplay(_feed, _ledger, incidents);
        chain.Mempool.Accepted += PublishTransaction;
    }

    /// <summary>Ends what still reads the store; the connections must have ended before.</summary>
    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync();
        await _replay.DisposeAsync();
    }

    internal ValueTask<RpcResult> SubscribeNewBlocks(RpcCall call) => Follow(call, EventTopics.WholeBlock, null);

    /// <summary>Blocks, and what they did, on one subscription in one order.</summary>
    internal ValueTask<RpcResult> SubscribeEvents(RpcCall call) =>
        Follow(call, call.Get(EventParameters.Events) ?? EventTopics.All, call.Get(EventParameters.Addresses));

    internal ValueTask<RpcResult> SubscribeNewTransactions(RpcCall call)
    {
        call.Get(NoPending);
        var subscription = Open(call);
        _transactions.Add(subscription);
        return new(RpcResult.Ok(subscription.Id));
    }

    /// <summary>When it comes; at once where it came, so that there is nothing to replay.</summary>
    internal ValueTask<RpcResult> SubscribeShutdown(RpcCall call)
    {
        call.Get(NoShutdown);
        var head = _ledger.Head;
        if (!head.Header.Shutdown) return Follow(call, EventTopics.Shutdown, null);
        var subscription = Open(call);
        var view = ShutdownEventView.Of(Shutdown.Load(_ledger.State)!.Reason, FirstShutDown(head));
        subscription.Notify(view, ViewJson.Default.ShutdownEventView);
        return new(RpcResult.Ok(subscription.Id));
    }

    /// <summary>Where the transaction is now, then each change; the last one ends the subscription.</summary>
    internal ValueTask<RpcResult> SubscribeTransaction(RpcCall call)
    {
        call.Get(NoFate);
        var hash = call.Get(ChainParameters.TransactionHash);
        var subscription = call.Subscribe(call.Get(ChainParameters.Subscription));
        var told = new TransactionFollowing(subscription, hash, _ledger.Spec);
        var following = _tracker.Follow(hash, told.Tell);
        subscription.Ended.UnsafeRegister(_ => following.Dispose(), null);
        told.Tell(_tracker.StatusOf(hash));
        return new(RpcResult.Ok(subscription.Id));
    }

    private ValueTask<RpcResult> Follow(RpcCall call, EventTopics topics, IReadOnlySet<Address>? addresses)
    {
        var start = EventStart.Read(topics == EventTopics.Shutdown ? null : call.Get(EventParameters.From), _ledger);
        var subscription = Open(call);
        if (start.Cursor is { } cursor) subscription.BeginAt(cursor);
        _replay.Begin(new EventFollower(subscription, topics, addresses, start.Next));
        return new(RpcResult.Ok(subscription.Id));
    }

    private static Subscription Open(RpcCall call) =>
        call.Subscribe(call.Get(ChainParameters.Subscription), call.Get(EventParameters.WhenSlow) ?? call.Connection!.WhenSlow);

    // Every block from the shutdown on says so, and headers are never pruned.
    private SignedHeader FirstShutDown(SignedHeader head)
    {
        var (before, found) = (0UL, head);
        while (found.Height - before > 1)
        {
            var middle = _ledger.Blocks.FindHeader(before + ((found.Height - before) / 2))!;
            if (middle.Header.Shutdown) found = middle;
            else before = middle.Height;
        }

        return found;
    }

    private void PublishTransaction(Transaction transaction)
    {
        if (_transactions.SubscriberCount > 0)
        {
            _transactions.Publish(TransactionView.Of(transaction), ViewJson.Default.TransactionView);
        }
    }
}
