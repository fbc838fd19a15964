namespace Aigen.Inference;

/// <summary>How long a token of a step takes, from steps of late: what a step's length is planned by.</summary>
internal sealed class StepPace
{
    // In smaller steps a token costs more, as the weights are read for few: on a CPU 13 ms alone, 9 in sixteens, 7.6 from 32 on.
    private const int Telling = 32;

    // The last four or so count: the cost rises slowly, with the length of the contexts, and a single step may have met a busy machine.
    private const double Newest = 0.25;

    private double _seconds;

    /// <summary>A step of so many tokens took so long.</summary>
    public void Note(int rows, TimeSpan taken)
    {
        if (rows < Telling) return;
        var each = taken.TotalSeconds / rows;
        _seconds = _seconds == 0 ? each : ((1 - Newest) * _seconds) + (Newest * each);
    }

    /// <summary>How many tokens a step of such a length has; null where nothing is known yet.</summary>
    public int? RowsIn(TimeSpan length) => _seconds > 0 ? (int)Math.Min(length.TotalSeconds / _seconds, int.MaxValue) : null;
}
