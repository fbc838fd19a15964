namespace Aigen.Inference;

/// <summary>A function that a model may ask to be called.</summary>
/// <param name="Name">1 to 64 letters, digits, underscores and hyphens.</param>
/// <param name="Parameters">The JSON Schema of its arguments, of type object; null where it has none.</param>
/// <param name="Json">The whole tool as JSON, as the client sent it: what the model is told.</param>
public sealed record ToolFunction(string Name, string? Parameters, string Json)
{
    /// <summary>The longest name (OpenAI's limit too).</summary>
    public const int MaxNameLength = 64;

    // What a function without parameters takes.
    private const string NoParameters = """{"type":"object","properties":{},"additionalProperties":false}""";

    /// <summary>The JSON Schema of its arguments.</summary>
    public string Schema => Parameters ?? NoParameters;

    /// <summary>Whether a text can be the name of a function. Such names need no escapes in JSON, grammars and prompts.</summary>
    public static bool IsName(string name) =>
        name.Length is >= 1 and <= MaxNameLength && name.All(IsName);

    /// <summary>Whether a character can stand in a name.</summary>
    internal static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
