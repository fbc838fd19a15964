namespace Aigen.Metering;

/// <summary>What was asked for, or why it is not given.</summary>
public sealed record DeskOutcome<T>(T? Value, DeskRefusal? Refusal)
    where T : class;
