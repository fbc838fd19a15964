namespace Aigen.Chain;

/// <summary>How a transaction ended that was to be included.</summary>
/// <param name="IsNew">Nobody had seen the transaction before: it is this submission that brought it.</param>
/// <param name="Fate">Included or dropped.</param>
public sealed record Inclusion(bool IsNew, TransactionStatus Fate);
