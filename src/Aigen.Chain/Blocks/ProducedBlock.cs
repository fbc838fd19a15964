using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>A block that was written, and the candidates that the state would not take.</summary>
internal sealed record ProducedBlock(
    Block Block,
    IReadOnlyList<(Transaction Transaction, Refusal Refusal)> RefusedTransactions,
    IReadOnlyList<(PendingReceipt Receipt, Refusal Refusal)> RefusedReceipts,
    IReadOnlyList<(CeoOrder Order, Refusal Refusal)> RefusedOrders);
