namespace Aigen.Inference.Jinja;

/// <summary>Texts taken apart and put together. Each part keeps its origin.</summary>
internal static class TextSearch
{
    /// <param name="text">The text.</param>
    /// <param name="old">What goes.</param>
    /// <param name="with">What comes in its place.</param>
    /// <param name="most">How often at most; negative for always.</param>
    /// <param name="rendering">The rendering.</param>
    public static TrackedText Replace(TrackedText text, TrackedText old, TrackedText with, int most, Rendering rendering)
    {
        var built = new TextBuilder(rendering);
        var at = 0;
        while (most != 0 && Next(text, old, at) is >= 0 and var found)
        {
            rendering.Step();
            built.Append(text.Slice(at, found)).Append(with);
            at = found + old.Value.Length;
            most--;
            if (old.Value.Length > 0) continue;
            if (found == text.Value.Length) return built.ToText();
            built.Append(text.Slice(found, found + 1));
            at = found + 1;
        }

        return built.Append(text.Slice(at, text.Value.Length)).ToText();
    }

    /// <summary>The parts between a separator.</summary>
    public static List<TrackedText> Split(TrackedText text, string separator, int most, Rendering rendering)
    {
        var parts = new List<TrackedText>();
        var at = 0;
        rendering.Make(text.Value.Length);
        while (most != 0 && text.Value.IndexOf(separator, at, StringComparison.Ordinal) is >= 0 and var found)
        {
            rendering.Step();
            parts.Add(text.Slice(at, found));
            at = found + separator.Length;
            most--;
        }

        parts.Add(text.Slice(at, text.Value.Length));
        return parts;
    }

    /// <summary>The same, counted from the end.</summary>
    public static List<TrackedText> SplitLast(TrackedText text, string separator, int most, Rendering rendering)
    {
        var parts = new List<TrackedText>();
        var end = text.Value.Length;
        rendering.Make(text.Value.Length);
        while (most != 0 && text.Value.AsSpan(0, end).LastIndexOf(separator) is >= 0 and var found)
        {
            rendering.Step();
            parts.Add(text.Slice(found + separator.Length, end));
            end = found;
            most--;
        }

        parts.Add(text.Slice(0, end));
        parts.Reverse();
        return parts;
    }

    /// <summary>The parts between white space.</summary>
    public static List<TrackedText> Words(TrackedText text, int most, Rendering rendering)
    {
        var words = new List<TrackedText>();
        var at = 0;
        rendering.Make(text.Value.Length);
        while (true)
        {
            rendering.Step();
            while (at < text.Value.Length && PythonSpace.Is(text.Value[at])) at++;
            if (at == text.Value.Length) return words;
            var start = at;
            if (words.Count == most)
            {
                words.Add(PythonSpace.TrimEnd(text.Slice(start, text.Value.Length), PythonSpace.Is));
                return words;
            }

            while (at < text.Value.Length && !PythonSpace.Is(text.Value[at])) at++;
            words.Add(text.Slice(start, at));
        }
    }

    public static List<TrackedText> Lines(TrackedText text, bool keepEnds, Rendering rendering)
    {
        var lines = new List<TrackedText>();
        rendering.Make(text.Value.Length);
        for (var at = 0; at < text.Value.Length;)
        {
            rendering.Step();
            var end = at;
            while (end < text.Value.Length && !IsLineBreak(text.Value[end])) end++;
            var next = end == text.Value.Length ? end : end + (text.Value.AsSpan(end).StartsWith("\r\n") ? 2 : 1);
            lines.Add(text.Slice(at, keepEnds ? next : end));
            at = next;
        }

        return lines;
    }

    private static int Next(TrackedText text, TrackedText old, int at) =>
        at > text.Value.Length ? -1 : text.Value.IndexOf(old.Value, at, StringComparison.Ordinal);

    private static bool IsLineBreak(char c) => c is '\n' or '\r' or '\v' or '\f' or (>= '\u001c' and <= '\u001e') or '\u0085' or '\u2028' or '\u2029';
}
