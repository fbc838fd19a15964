using Aigen.Chain;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Methods;
using Aigen.Rpc.Subscriptions;
using Aigen.Rpc.Views;
using Subscription = Aigen.Rpc.Subscriptions.Subscription;

namespace Aigen.Rpc.Events;

/// <summary>What connections may follow: blocks, accepted transactions, the fate of one, the shutdown. Each event is serialised once.</summary>
public sealed class NodeEvents
{
    private readonly Topic _blocks = new();
    private readonly Topic _transactions = new();
    private readonly Topic _shutdown = new();
    private readonly Ledger _ledger;
    private readonly TransactionTracker _tracker;

    public NodeEvents(Blockchain chain)
    {
        (_ledger, _tracker) = (chain.Ledger, chain.Tracker);
        chain.Mempool.Accepted += PublishTransaction;
        chain.Writer.Committed += PublishBlock;
    }

    internal ValueTask<RpcResult> SubscribeNewBlocks(RpcCall call) => Subscribe(call, _blocks);

    internal ValueTask<RpcResult> SubscribeNewTransactions(RpcCall call) => Subscribe(call, _transactions);

    internal ValueTask<RpcResult> SubscribeShutdown(RpcCall call)
    {
        var result = Subscribe(call, _shutdown, out var subscription);
        if (Shutdown.Load(_ledger.State) is { } shutdown)
        {
            subscription.Notify(ShutdownEventView.Of(shutdown, _ledger.Head), ViewJson.Default.ShutdownEventView);
        }

        return result;
    }

    /// <summary>Where the transaction is now, then each change; the last one ends the subscription.</summary>
    internal ValueTask<RpcResult> SubscribeTransaction(RpcCall call)
    {
        var hash = call.Get(ChainParameters.TransactionHash);
        var subscription = call.Subscribe(call.Get(ChainParameters.Subscription));
        var told = new TransactionFollowing(subscription, hash, _ledger.Spec);
        var following = _tracker.Follow(hash, told.Tell);
        subscription.Ended.UnsafeRegister(_ => following.Dispose(), null);
        told.Tell(_tracker.StatusOf(hash));
        return new(RpcResult.Ok(subscription.Id));
    }

    private static ValueTask<RpcResult> Subscribe(RpcCall call, Topic topic) => Subscribe(call, topic, out _);

    private static ValueTask<RpcResult> Subscribe(RpcCall call, Topic topic, out Subscription subscription)
    {
        subscription = call.Subscribe(call.Get(ChainParameters.Subscription));
        topic.Add(subscription);
        return new(RpcResult.Ok(subscription.Id));
    }

    private void PublishTransaction(Primitives.Transaction transaction)
    {
        if (_transactions.SubscriberCount > 0)
        {
            _transactions.Publish(TransactionView.Of(transaction), ViewJson.Default.TransactionView);
        }
    }

    private void PublishBlock(CommittedBlock committed)
    {
        var block = committed.Block;
        if (_blocks.SubscriberCount > 0)
        {
            _blocks.Publish(BlockView.Of(block), ViewJson.Default.BlockView);
        }

        if (block.Orders.Any(order => order is Primitives.ShutdownOrder) && Shutdown.Load(_ledger.State) is { } shutdown)
        {
            _shutdown.Publish(ShutdownEventView.Of(shutdown, _ledger.Head), ViewJson.Default.ShutdownEventView);
        }
    }
}
