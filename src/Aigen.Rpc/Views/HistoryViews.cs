using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Rpc.Views;

/// <param name="NextCursor">Null at the end, which is where blocks were pruned.</param>
internal sealed record HistoryView(IReadOnlyList<HistoryEntryView> Transactions, string? NextCursor);

/// <param name="Direction">sent or received; nobody can pay himself.</param>
/// <param name="Timestamp">Of the block.</param>
internal sealed record HistoryEntryView(
    TransactionView Transaction, string TxHash, ulong BlockHeight, string BlockHash, uint Index, string Direction, long Timestamp);

/// <param name="Height">Of the head, so that a client knows how much is left.</param>
internal sealed record HeadersView(ulong Height, IReadOnlyList<HeaderView> Headers);

/// <param name="SignedHeader">Header and producer's signature as they are stored: docs/formats.md.</param>
internal sealed record HeaderView(ulong BlockHeight, string BlockHash, string SignedHeader)
{
    public static HeaderView Of(SignedHeader header) => new(header.Height, header.Hash.ToString(), Hex.Encode(header.Encode()));
}
