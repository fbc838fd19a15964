using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>A text that a schema lists, where it stands as it is.</summary>
internal static class ListedText
{
    /// <summary>Its literal, in front of what ends it.</summary>
    /// <exception cref="SchemaRefusedException">It holds what ends it.</exception>
    public static string Of(string value, string end) => (value + end).IndexOf(end, StringComparison.Ordinal) == value.Length
        ? Literal.Of(value)
        : throw new SchemaRefusedException("", "enum", $"the value {Literal.Quote(value)} holds what ends a value in this model's calls");
}
