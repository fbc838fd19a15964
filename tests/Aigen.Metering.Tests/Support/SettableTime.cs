namespace Aigen.Metering.Tests.Support;

/// <summary>The real clock, moved by as much as a test says; timers run on.</summary>
internal sealed class SettableTime : TimeProvider
{
    private long _offsetTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offsetTicks, by.Ticks);
}
