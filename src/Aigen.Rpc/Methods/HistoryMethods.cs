using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class HistoryMethods(NodeServices node)
{
    /// <summary>Newest first. The cursor is a place in the chain, so it stays good while blocks come.</summary>
    public ValueTask<RpcResult> GetTransactionsByAddress(RpcCall call)
    {
        var address = call.Get(ChainParameters.Address);
        var limit = call.Get(ChainParameters.TransactionLimit);
        var before = call.Get(ChainParameters.Cursor);
        using var view = node.Ledger.OpenView();
        var places = view.Blocks.History(address, before).Take(limit + 1).ToList();
        var page = places.Take(limit).ToList();
        HistoryEntryView[] entries = [.. view.Blocks.FindTransactions(page).Select((transaction, i) => Entry(view, page[i], transaction, address))];
        var next = places.Count > limit ? WriteCursor(page[^1]) : null;
        return new(RpcResult.Ok(new HistoryView(entries, next), ViewJson.Default.HistoryView));
    }

    private static HistoryEntryView Entry(LedgerView view, BlockLocation at, Transaction transaction, Address address)
    {
        var header = view.Blocks.FindHeader(at.Height)!;
        var direction = transaction.Sender.Address == address ? "sent" : "received";
        return new HistoryEntryView(
            TransactionView.Of(transaction), transaction.Hash.ToString(), at.Height, header.Hash.ToString(), at.Index, direction, header.Header.Timestamp);
    }

    private static string WriteCursor(BlockLocation place)
    {
        Span<byte> bytes = stackalloc byte[BlockLocation.Length];
        place.Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
