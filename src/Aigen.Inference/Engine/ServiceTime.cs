namespace Aigen.Inference;

/// <summary>How long answers of late held a slot: what a wait is estimated from.</summary>
internal sealed class ServiceTime(int slots)
{
    // The last ten or so count.
    private const double Newest = 0.1;

    private double _seconds;

    public void Add(TimeSpan held)
    {
        var before = Volatile.Read(ref _seconds);
        Volatile.Write(ref _seconds, before == 0 ? held.TotalSeconds : ((1 - Newest) * before) + (Newest * held.TotalSeconds));
    }

    /// <summary>The wait of whoever has a place; null where nothing is known.</summary>
    public TimeSpan? Estimate(int position) => Volatile.Read(ref _seconds) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds * position / slots) : null;
}
