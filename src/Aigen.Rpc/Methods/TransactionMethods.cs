using System.Runtime.CompilerServices;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class TransactionMethods(NodeServices node)
{
    // A block follows within the block time; one that waits behind a missing nonce would hold the connection for a day.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RpcResult> Submit(RpcCall call)
    {
        var transaction = TransactionParameters.Read(call);
        var submission = await node.Chain.Intake.SubmitAsync(transaction);
        return submission.Refusal is { } refusal
            ? RpcResult.Fail(ErrorTable.Of(refusal))
            : RpcResult.Ok(new SubmittedView(transaction.Hash.ToString(), "accepted"), ViewJson.Default.SubmittedView);
    }

    public async ValueTask<RpcResult> SubmitAndWait(RpcCall call)
    {
        var transaction = TransactionParameters.Read(call);
        var status = await WaitAsync(transaction, call.Aborted);
        return status.Reason is { } refusal
            ? RpcResult.Fail(ErrorTable.Of(refusal))
            : RpcResult.Ok(TransactionFateView.Of(transaction.Hash, status, node.Ledger.Spec), ViewJson.Default.TransactionFateView);
    }

    public ValueTask<RpcResult> Get(RpcCall call)
    {
        var hash = call.Get(ChainParameters.TransactionHash);
        var view = TransactionFateView.Of(hash, node.Chain.Tracker.StatusOf(hash), node.Ledger.Spec);
        return new(RpcResult.Ok(view, ViewJson.Default.TransactionFateView));
    }

    public ValueTask<RpcResult> GetPending(RpcCall call)
    {
        var limit = call.Get(ChainParameters.TransactionLimit);
        TransactionView[] views = [.. node.Mempool.Best(limit).Select(TransactionView.Of)];
        return new(RpcResult.Ok(views, ViewJson.Default.TransactionViewArray));
    }

    private async Task<TransactionStatus> WaitAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, node.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return (await node.Chain.Tracker.IncludeAsync(transaction, atOnce: false, either.Token)).Fate;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return node.Chain.Tracker.StatusOf(transaction.Hash);
        }
    }
}
