namespace Aigen.Chain;

/// <summary>What a wallet has subscribed to; a higher value includes what the lower ones may do.</summary>
public enum Tier : byte
{
    Free = 0,
    Basic = 1,
    Pro = 2,
    Unlimited = 3,
}

public static class TierNames
{
    public static string Name(this Tier tier) => tier.ToString().ToLowerInvariant();

    /// <summary>By its name alone: Enum.Parse would also take numbers, and lists of names.</summary>
    public static bool TryParse(string? text, out Tier tier)
    {
        tier = TierTable.All.FirstOrDefault(known => known.Name().Equals(text, StringComparison.OrdinalIgnoreCase));
        return tier.Name().Equals(text, StringComparison.OrdinalIgnoreCase);
    }
}
