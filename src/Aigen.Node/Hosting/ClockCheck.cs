using Aigen.Primitives;
using Microsoft.Extensions.Logging;

namespace Aigen.Node.Hosting;

/// <summary>What can be known at a start of a clock that is wrong: blocks are never from the future. One far ahead looks like any other day.</summary>
internal static class ClockCheck
{
    // As far as a transaction may be ahead of a block.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static void Warn(SignedHeader head, DateTimeOffset now, ILogger log)
    {
        var behind = DateTimeOffset.FromUnixTimeSeconds(head.Header.Timestamp) - now;
        if (behind > Tolerance)
        {
            log.LogWarning(
                "The system clock is {Seconds} s behind block {Height}: transactions of now are refused until it is right, look at the time service",
                (long)behind.TotalSeconds, head.Height);
        }
    }
}
