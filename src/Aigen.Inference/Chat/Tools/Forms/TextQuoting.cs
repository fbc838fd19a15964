namespace Aigen.Inference;

/// <summary>How a text stands in a call that could be taken for a part of the call.</summary>
/// <param name="Opening">What stands in front of it.</param>
/// <param name="Closing">What stands behind it.</param>
/// <param name="Characters">Texts with one of these are set apart so. The first of what begins and ends values is among them.</param>
internal sealed record TextQuoting(string Opening, string Closing, string Characters)
{
    /// <summary>Whether the text must be set apart.</summary>
    public bool Needs(string text) => text.AsSpan().ContainsAny(Characters);

    /// <summary>The characters inside a class of a grammar.</summary>
    public string SpellCharacters() => string.Concat(Characters.Select(c => $"\\u{(int)c:X4}"));
}
