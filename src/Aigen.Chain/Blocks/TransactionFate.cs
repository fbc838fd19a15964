using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What became of an accepted transaction: the block that holds it, or why it was dropped.</summary>
public sealed record TransactionFate(Head? IncludedIn, Refusal? Dropped);
