using System.Runtime.InteropServices;

namespace Aigen.Node.Hosting;

/// <summary>The system's time, whose timestamps go on while the machine sleeps: waking up is then no jump of the clock.</summary>
internal sealed partial class BootTime : TimeProvider
{
    // linux/time.h: CLOCK_BOOTTIME.
    private const int Boot = 7;
    private const long NanosecondsPerSecond = 1_000_000_000;

    public override long TimestampFrequency => NanosecondsPerSecond;

    public override long GetTimestamp() => clock_gettime(Boot, out var now) == 0
        ? (now.Seconds * NanosecondsPerSecond) + now.Nanoseconds
        : throw new PlatformNotSupportedException("CLOCK_BOOTTIME needs Linux 2.6.39 or later.");

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out Timespec now);

    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
