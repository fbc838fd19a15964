using Aigen.Inference;

namespace Aigen.Node.Hosting;

/// <summary>How keys and values are stored, written <c>q8_0</c> for both or <c>q8_0:q4_0</c>.</summary>
public readonly record struct KvTypes(KvType Keys, KvType Values)
{
    public static bool TryParse(string text, out KvTypes types)
    {
        var parts = text.Split(':');
        types = default;
        if (parts.Length > 2 || !TryParseOne(parts[0], out var keys) || !TryParseOne(parts[^1], out var values))
        {
            return false;
        }

        types = new KvTypes(keys, values);
        return true;
    }

    // Enum.TryParse takes numbers too.
    private static bool TryParseOne(string text, out KvType type) => Enum.TryParse(text, ignoreCase: true, out type) && !char.IsAsciiDigit(text[0]);
}
