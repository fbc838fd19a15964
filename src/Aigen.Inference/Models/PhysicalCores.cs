namespace Aigen.Inference;

/// <summary>Counts the processor's cores: two threads on one core slow matrix products down.</summary>
internal static class PhysicalCores
{
    private const string Cpus = "/sys/devices/system/cpu";

    /// <summary>Cores of this machine, but no more than the process may use; at least 1.</summary>
    public static int Count()
    {
        var cores = new HashSet<string>();
        for (var i = 0; Siblings(i) is { } siblings; i++) cores.Add(siblings);
        return cores.Count == 0 ? Environment.ProcessorCount : Math.Min(cores.Count, Environment.ProcessorCount);
    }

    /// <summary>The logical processors that share a core with this one, e.g. "0,4".</summary>
    private static string? Siblings(int cpu)
    {
        var file = $"{Cpus}/cpu{cpu}/topology/thread_siblings_list";
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
