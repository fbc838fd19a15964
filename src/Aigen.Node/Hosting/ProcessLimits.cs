using System.Runtime.InteropServices;

namespace Aigen.Node.Hosting;

/// <summary>Limits that a process sets for itself before it does something that may go wrong.</summary>
internal static partial class ProcessLimits
{
    // sys/resource.h on Linux.
    private const int Data = 2;
    private const int Core = 4;

    /// <summary>No core dump, the first to go when memory is short, and no more memory of its own than so many bytes, where that is not 0.</summary>
    public static void Tighten(long memory)
    {
        Set(Core, 0);
        if (memory > 0)
        {
            Set(Data, memory);
        }

        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "1000");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only a precaution.
        }
    }

    private static void Set(int resource, long limit)
    {
        var both = new Limit((ulong)limit, (ulong)limit);

        // Where it is refused there is no limit, and the trial's other limits hold.
        _ = SetLimit(resource, in both);
    }

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(ulong Soft, ulong Hard);
}
