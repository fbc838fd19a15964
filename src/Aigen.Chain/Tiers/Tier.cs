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

    public static bool TryParse(string? text, out Tier tier)
    {
        tier = default;
        return text is { Length: > 0 } && !char.IsAsciiDigit(text[0]) && Enum.TryParse(text, ignoreCase: true, out tier);
    }
}
