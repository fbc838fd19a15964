using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>The names that arguments may have where they stand one by one.</summary>
internal static class ParameterNames
{
    /// <exception cref="SchemaRefusedException">It could be taken for something else.</exception>
    public static string Require(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
        ? name
        : throw new SchemaRefusedException("", "properties", $"the name {Literal.Quote(name)} cannot stand in this model's calls: allowed are letters, digits, _, - and .");
}
