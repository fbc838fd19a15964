namespace Aigen.Chain;

/// <summary>How soon a batch job is computed; a longer wait costs less.</summary>
public enum BatchPriority : byte
{
    Standard = 1,
    Batch = 2,
    Economy = 3,
}

public static class BatchPriorityNames
{
    public static IReadOnlyList<BatchPriority> All { get; } = Enum.GetValues<BatchPriority>();

    public static string Name(this BatchPriority priority) => priority.ToString().ToLowerInvariant();

    /// <summary>By its name alone, in small letters as it is signed: Enum.Parse would also take numbers.</summary>
    public static bool TryParse(string? text, out BatchPriority priority)
    {
        priority = All.FirstOrDefault(known => known.Name() == text);
        return priority != default;
    }
}
