namespace Aigen.Inference.Jinja;

/// <summary>A template is none that can be read.</summary>
internal sealed class JinjaSyntaxException(int line, string reason) : JinjaException($"line {line}: {reason}");
