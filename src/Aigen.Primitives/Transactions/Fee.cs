namespace Aigen.Primitives;

/// <summary>What a sender pays beyond the amount, in AIGEN: of the base fee <paramref name="Burn"/> is destroyed, the rest is the producer's.</summary>
public readonly record struct Fee(Amount Base, Amount Priority, Amount Burn);
