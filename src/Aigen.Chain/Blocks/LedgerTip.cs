using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What the head is and what it left, as of one moment.</summary>
public sealed record LedgerTip(SignedHeader Head, Supply Supply);
