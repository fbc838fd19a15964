namespace Aigen.Inference.Grammars;

/// <summary>A code point of which some bytes have come; tokens may end anywhere in one.</summary>
/// <param name="Value">The bits so far.</param>
/// <param name="Missing">Bytes still to come.</param>
/// <param name="Length">Bytes of the whole code point.</param>
internal readonly record struct Utf8Progress(int Value, int Missing, int Length)
{
    /// <summary>Whether nothing is begun.</summary>
    public bool IsWhole => Missing == 0;

    /// <summary>Takes a byte; false where it cannot stand here. The code point is whole when <see cref="IsWhole"/> is true then.</summary>
    public bool TryAdd(byte value, out Utf8Progress next)
    {
        next = IsWhole ? First(value) : new Utf8Progress((Value << 6) | (value & 0x3F), Missing - 1, Length);
        if (IsWhole) return next.Length > 0;
        if ((value & 0xC0) != 0x80) return false;

        // Refuses at once what no third byte can save: surrogates, codes that are too long, and those beyond Unicode.
        var (first, last) = next.Range();
        return first <= last;
    }

    /// <summary>The code points that this can become; empty (the first above the last) where there is none.</summary>
    public (int First, int Last) Range()
    {
        var shift = 6 * Missing;
        var first = Math.Max(Value << shift, Length switch { 2 => 0x80, 3 => 0x800, 4 => 0x10000, _ => 0 });
        var last = Math.Min((Value << shift) | ((1 << shift) - 1), CodePointSet.Last);
        if (last is >= 0xD800 and <= 0xDFFF) last = 0xD7FF;
        if (first is >= 0xD800 and <= 0xDFFF) first = 0xE000;
        return (first, last);
    }

    private static Utf8Progress First(byte value) => value switch
    {
        < 0x80 => new(value, 0, 1),
        >= 0xC2 and < 0xE0 => new(value & 0x1F, 1, 2),
        >= 0xE0 and < 0xF0 => new(value & 0x0F, 2, 3),
        >= 0xF0 and < 0xF5 => new(value & 0x07, 3, 4),
        _ => default,
    };
}
