using System.Text;

namespace Aigen.Inference;

/// <summary>
/// Watches an answer for stop strings. Text that may be the start of one is held back until more text tells, so that nothing of a
/// stop string is ever given out, wherever the tokens' borders fall.
/// </summary>
internal sealed class StopScanner(IReadOnlyList<string> stops)
{
    private readonly StringBuilder _held = new();

    /// <summary>Whether a stop string was met.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Takes the next text and returns what can be given out; nothing after a stop string was met.</summary>
    public string Append(ReadOnlySpan<char> text)
    {
        if (Stopped) return "";
        if (stops.Count == 0) return new string(text);

        var all = _held.Append(text).ToString();
        _held.Clear();
        if (FirstStop(all) is >= 0 and var stop)
        {
            Stopped = true;
            return all[..stop];
        }

        var safe = all.Length - HeldLength(all);
        _held.Append(all, safe, all.Length - safe);
        return all[..safe];
    }

    /// <summary>The text still held back, once the answer has ended.</summary>
    public string Flush()
    {
        var rest = _held.ToString();
        _held.Clear();
        return rest;
    }

    private int FirstStop(string text)
    {
        var first = -1;
        foreach (var stop in stops)
        {
            var at = text.IndexOf(stop, StringComparison.Ordinal);
            if (at >= 0 && (first < 0 || at < first)) first = at;
        }

        return first;
    }

    /// <summary>Length of the longest end of the text that is the beginning of a stop string.</summary>
    private int HeldLength(string text)
    {
        var held = 0;
        foreach (var stop in stops)
            for (var length = Math.Min(stop.Length - 1, text.Length); length > held; length--)
                if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
                    held = length;

        return held;
    }
}
