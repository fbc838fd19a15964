namespace Aigen.Metering;

/// <summary>How long batch jobs take here, for estimates.</summary>
internal sealed class BatchPace
{
    // Nobody knows the machine before the first job: its 10,000 tokens at some 170 a second.
    private const double Unknown = 60;

    // The last ten jobs or so say more than those before.
    private const double Weight = 0.1;

    private readonly Lock _lock = new();
    private double _mean;

    public void Add(TimeSpan took)
    {
        lock (_lock)
        {
            _mean = _mean == 0 ? took.TotalSeconds : _mean + (Weight * (took.TotalSeconds - _mean));
        }
    }

    /// <summary>When a job ends, in Unix seconds.</summary>
    /// <param name="start">When its turn may come at the earliest.</param>
    /// <param name="turns">How many turns it takes until it is done, its own included.</param>
    public long EndOf(long start, int turns)
    {
        lock (_lock)
        {
            return start + (long)Math.Ceiling(turns * (_mean == 0 ? Unknown : _mean));
        }
    }
}
