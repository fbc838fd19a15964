using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What became of an accepted transaction: the block that holds it, or why it was dropped.</summary>
public sealed record TransactionFate(SignedHeader? IncludedIn, Refusal? Dropped);

/// <param name="IsNew">Nobody had seen the transaction before: it is this submission that brought it.</param>
public sealed record Inclusion(bool IsNew, TransactionFate Fate);
