using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>A transaction in the mempool.</summary>
/// <param name="IsQueued">It waits behind a gap of nonces.</param>
public readonly record struct WaitingTransaction(Transaction Transaction, bool IsQueued);
