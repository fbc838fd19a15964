using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What a producer means to put into the next block.</summary>
internal sealed record BlockCandidates(
    IReadOnlyList<Transaction> Transactions, IReadOnlyList<PendingReceipt> Receipts, IReadOnlyList<CeoOrder> Orders);

/// <summary>A receipt that waits for a block, under its key in the store.</summary>
internal sealed record PendingReceipt(ulong Sequence, Receipt Receipt);
