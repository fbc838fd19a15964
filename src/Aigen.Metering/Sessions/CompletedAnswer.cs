using Aigen.Inference;

namespace Aigen.Metering;

/// <summary>An answer that came to its end.</summary>
public sealed record CompletedAnswer(string Text, CompletionFinish Finish);
