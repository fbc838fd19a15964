namespace Aigen.Primitives;

/// <summary>What a completion was taken from.</summary>
public enum Funding : byte
{
    /// <summary>A request of the payer's monthly tier quota.</summary>
    Quota = 1,

    /// <summary>The payer's prepaid credit.</summary>
    Credit = 2,

    /// <summary>The payment of a batch job, which is for that job alone.</summary>
    Batch = 3,
}
