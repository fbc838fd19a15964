using System.ComponentModel;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Rpc.Views;

internal sealed record HistoryView(
    IReadOnlyList<HistoryEntryView> Transactions,
    [property: Description("Null at the end, which is where blocks were pruned.")] string? NextCursor);

internal sealed record HistoryEntryView(
    TransactionView Transaction, string TxHash, ulong BlockHeight, string BlockHash, uint Index,
    [property: Description("sent or received; nobody can pay himself.")] string Direction,
    [property: Description("Of the block.")] long Timestamp);

internal sealed record HeadersView(
    [property: Description("Of the head, so that a client knows how much is left.")] ulong Height,
    IReadOnlyList<HeaderView> Headers);

internal sealed record HeaderView(
    ulong BlockHeight, string BlockHash,
    [property: Description("Header and producer's signature as they are stored: docs/formats.md.")] string SignedHeader)
{
    public static HeaderView Of(SignedHeader header) => new(header.Height, header.Hash.ToString(), Hex.Encode(header.Encode()));
}
