using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What a new block settled.</summary>
/// <param name="RefusedReceipts">Receipts that the state would not take: none, unless there is a bug.</param>
public sealed record CommittedBlock(Block Block, IReadOnlyList<Receipt> RefusedReceipts);
