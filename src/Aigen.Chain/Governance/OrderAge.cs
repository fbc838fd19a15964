namespace Aigen.Chain;

/// <summary>How old a message of the CEO may be.</summary>
internal static class OrderAge
{
    // "Older than 5 minutes, or from the future"; the slack is for the clock of an offline machine.
    public const int MaxSeconds = 300;
    public const int ClockSlackSeconds = 10;

    /// <param name="earliest">What was signed before is refused, however young it is.</param>
    public static Refusal? Check(long timestamp, long now, long earliest = long.MinValue)
    {
        var (least, most) = (Math.Max(now - MaxSeconds, earliest), now + ClockSlackSeconds);
        return timestamp < least || timestamp > most
            ? new Refusal(RefusalRule.OrderExpired, $"timestamp {timestamp}, expected {least} to {most} (at most 5 minutes old)", $"{least}..{most}", $"{timestamp}")
            : null;
    }
}
