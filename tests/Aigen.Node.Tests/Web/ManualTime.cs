namespace Aigen.Node.Tests.Web;

/// <summary>Real time, and what is added to it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private TimeSpan _elapsed;

    public void Advance(TimeSpan time) => _elapsed += time;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _elapsed.Ticks;
}
