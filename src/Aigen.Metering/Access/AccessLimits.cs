namespace Aigen.Metering;

/// <summary>How many access tokens there may be that are alive.</summary>
public sealed record AccessLimits
{
    /// <summary>Of one wallet: one for each program of a person, with room.</summary>
    public int OfAWallet { get; init; } = 32;

    /// <summary>Of all wallets, some 40 MB of memory. Wallets that own nothing on the chain may fill half of them.</summary>
    public int InAll { get; init; } = 100_000;
}
