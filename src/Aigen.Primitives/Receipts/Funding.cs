namespace Aigen.Primitives;

/// <summary>What a completion was taken from.</summary>
public enum Funding : byte
{
    /// <summary>A request of the payer's monthly tier quota.</summary>
    Quota = 1,

    /// <summary>The payer's prepaid credit.</summary>
    Credit = 2,
}
