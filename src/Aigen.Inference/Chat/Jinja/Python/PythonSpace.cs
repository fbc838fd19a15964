namespace Aigen.Inference.Jinja;

/// <summary>What Python takes for white space: Unicode's, and the four separators of ASCII.</summary>
internal static class PythonSpace
{
    public static bool Is(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';

    public static TrackedText TrimStart(TrackedText text, Func<char, bool> isTrimmed)
    {
        var start = 0;
        while (start < text.Value.Length && isTrimmed(text.Value[start])) start++;
        return text.Slice(start, text.Value.Length);
    }

    public static TrackedText TrimEnd(TrackedText text, Func<char, bool> isTrimmed)
    {
        var end = text.Value.Length;
        while (end > 0 && isTrimmed(text.Value[end - 1])) end--;
        return text.Slice(0, end);
    }

    public static TrackedText Trim(TrackedText text, Func<char, bool> isTrimmed) => TrimEnd(TrimStart(text, isTrimmed), isTrimmed);
}
