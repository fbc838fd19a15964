namespace Aigen.Inference.Jinja;

/// <summary>Texts with large first letters. All keep their length.</summary>
internal static class TitleCase
{
    public static TrackedText Capitalize(TrackedText text) => text.Become(
        text.Value.Length == 0 ? "" : char.ToUpperInvariant(text.Value[0]) + text.Value[1..].ToLowerInvariant());

    /// <summary>A large letter behind each character that starts a word.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isStart">Whether a word begins behind a character.</param>
    public static TrackedText Of(TrackedText text, Func<char, bool> isStart)
    {
        var before = ' ';
        var titled = string.Create(text.Value.Length, text.Value, (title, value) =>
        {
            for (var i = 0; i < value.Length; i++)
            {
                title[i] = isStart(before) ? char.ToUpperInvariant(value[i]) : char.ToLowerInvariant(value[i]);
                before = value[i];
            }
        });
        return text.Become(titled);
    }
}
