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
    private static readonly string[] SlowChoices = ["disconnect", "lag"];

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
    internal ValueTask<RpcResult> SubscribeEvents(RpcCall call)
    {
        var filter = EventFilter.Read(call.Parameters);
        return Follow(call, filter.Topics, filter.Addresses);
    }

    internal ValueTask<RpcResult> SubscribeNewTransactions(RpcCall call)
    {
        RefuseFrom(call, "what the mempool takes is in no block yet; subscribeEvents replays transactions that are");
        var subscription = Open(call);
        _transactions.Add(subscription);
        return new(RpcResult.Ok(subscription.Id));
    }

    /// <summary>When it comes; at once where it came, so that there is nothing to replay.</summary>
    internal ValueTask<RpcResult> SubscribeShutdown(RpcCall call)
    {
        RefuseFrom(call, "a shutdown that came before is told at once");
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
        RefuseFrom(call, "where the transaction is now is told at once");
        var hash = call.Parameters.Hash("tx_hash");
        var subscription = call.Subscribe(call.Parameters.OptionalString("subscription"));
        var told = new TransactionFollowing(subscription, hash, _ledger.Spec);
        var following = _tracker.Follow(hash, told.Tell);
        subscription.Ended.UnsafeRegister(_ => following.Dispose(), null);
        told.Tell(_tracker.StatusOf(hash));
        return new(RpcResult.Ok(subscription.Id));
    }

    private ValueTask<RpcResult> Follow(RpcCall call, EventTopics topics, IReadOnlySet<Address>? addresses)
    {
        var start = EventStart.Read(call, _ledger);
        var subscription = Open(call);
        if (start.Cursor is { } cursor) subscription.BeginAt(cursor);
        _replay.Begin(new EventFollower(subscription, topics, addresses, start.Next));
        return new(RpcResult.Ok(subscription.Id));
    }

    private static Subscription Open(RpcCall call)
    {
        var whenSlow = call.Parameters.Optional("when_slow") is { } slow ? (SlowSubscriber)slow.AsChoice(SlowChoices) : call.Connection!.WhenSlow;
        return call.Subscribe(call.Parameters.OptionalString("subscription"), whenSlow);
    }

    // To ignore it would let a client believe that it missed nothing.
    private static void RefuseFrom(RpcCall call, string why)
    {
        if (call.Parameters.Optional("from") is { } from) throw from.Refuse($"left out, because {why}");
    }

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
