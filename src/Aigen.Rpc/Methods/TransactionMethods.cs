using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class TransactionMethods(NodeServices node)
{
    private const int DefaultPending = 50;
    private const int MostPending = 500;

    public ValueTask<RpcResult> Submit(RpcCall call)
    {
        call.Parameters.Required("tx_hash", "the transaction's hash, 32 bytes in hex");
        var transaction = TransactionParameters.Read(call.Parameters);
        return node.Mempool.Add(transaction).Refusal is { } refusal
            ? new(RpcResult.Fail(ErrorTable.Of(refusal)))
            : new(RpcResult.Ok(new SubmittedView(transaction.Hash.ToString(), "accepted"), ViewJson.Default.SubmittedView));
    }

    public ValueTask<RpcResult> Get(RpcCall call)
    {
        var hash = call.Parameters.Hash("tx_hash");
        var text = hash.ToString();
        if (node.Mempool.Find(hash) is { } pending)
        {
            return Answer(new TransactionFateView(text, "pending", null, null, null, TransactionView.Of(pending)));
        }

        if (node.Ledger.Blocks.Locate(hash) is not { } location)
        {
            return Answer(new TransactionFateView(text, "unknown", null, null, null, null));
        }

        var block = node.Ledger.Blocks.FindHeader(location.Height)!;
        var included = node.Ledger.Blocks.FindTransaction(location) is { } transaction ? TransactionView.Of(transaction) : null;
        return Answer(new TransactionFateView(text, "included", location.Height, block.Hash.ToString(), location.Index, included));

        static ValueTask<RpcResult> Answer(TransactionFateView view) => new(RpcResult.Ok(view, ViewJson.Default.TransactionFateView));
    }

    public ValueTask<RpcResult> GetPending(RpcCall call)
    {
        var limit = call.Parameters.OptionalInt32("limit", 1, MostPending) ?? DefaultPending;
        TransactionView[] views = [.. node.Mempool.Best(limit).Select(TransactionView.Of)];
        return new(RpcResult.Ok(views, ViewJson.Default.TransactionViewArray));
    }
}
