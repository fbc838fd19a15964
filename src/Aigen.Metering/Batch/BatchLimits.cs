namespace Aigen.Metering;

/// <summary>How much of batch jobs a node takes.</summary>
public sealed record BatchLimits
{
    /// <summary>Jobs that are not at their end.</summary>
    public int Queue { get; init; } = 1000;

    /// <summary>Of one job's input: several times the 10,000 tokens that a job has, at four bytes a token.</summary>
    public int InputBytes { get; init; } = 128 << 10;

    /// <summary>How long answers are kept for whoever asked.</summary>
    public int KeepDays { get; init; } = 30;

    /// <summary>Jobs that are computed at a time; each takes a place at its model from those who wait for an answer.</summary>
    public int AtOnce { get; init; } = 1;
}
