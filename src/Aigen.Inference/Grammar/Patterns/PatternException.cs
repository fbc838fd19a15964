namespace Aigen.Inference.Grammars;

/// <summary>A regular expression that is none, or beyond the part that is compiled; the message says what and where.</summary>
internal sealed class PatternException(string message) : Exception(message);
