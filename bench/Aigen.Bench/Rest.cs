using System.Diagnostics;

namespace Aigen.Bench;

/// <summary>Waits until this process has ended what it does on the side, such as merging the files of a database or closing connections.</summary>
internal static class Rest
{
    // One processor's time, of which a process at rest takes less than a twentieth.
    private static readonly TimeSpan Span = TimeSpan.FromMilliseconds(500);

    public static void Wait()
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan before, after = process.TotalProcessorTime;
        do
        {
            Thread.Sleep(Span);
            process.Refresh();
            (before, after) = (after, process.TotalProcessorTime);
        }
        while (after - before > Span / 20);
    }
}
