namespace Aigen.Inference;

/// <summary>A JSON Schema that no grammar says exactly.</summary>
/// <param name="pointer">JSON pointer of the schema object that has the keyword; empty for the root.</param>
/// <param name="keyword">The keyword; empty where the schema as a whole is meant.</param>
/// <param name="reason">Why it is refused.</param>
public sealed class SchemaRefusedException(string pointer, string keyword, string reason)
    : GrammarRefusedException($"{(keyword.Length == 0 ? "the schema" : keyword)} at \"#{pointer}\": {reason}")
{
    /// <summary>JSON pointer of the schema object that has the keyword.</summary>
    public string Pointer { get; } = pointer;

    /// <summary>The keyword that is refused.</summary>
    public string Keyword { get; } = keyword;

    /// <summary>Why, in a few words.</summary>
    public string Reason { get; } = reason;
}
