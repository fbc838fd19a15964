namespace Aigen.Metering;

/// <summary>A session in which the answer can be read, or why there is none.</summary>
public sealed record DeskOutcome(CompletionSession? Session, DeskRefusal? Refusal);
