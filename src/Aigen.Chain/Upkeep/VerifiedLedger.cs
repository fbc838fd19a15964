using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What was verified.</summary>
/// <param name="PrunedTo">The blocks up to it have no bodies: of them the header alone was checked, and nothing was replayed.</param>
/// <param name="Blocks">Blocks with their bodies, block 0 not counted.</param>
public sealed record VerifiedLedger(SignedHeader Head, ulong PrunedTo, ulong Blocks, ulong Transactions, ulong StateEntries);
