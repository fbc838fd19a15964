using System.Globalization;

namespace Aigen.Node.Store;

/// <summary>How far a transfer is, how fast it goes, and how long the rest takes at that speed.</summary>
internal sealed class TransferProgress(TimeProvider time, TimeSpan interval, Action<TransferProgress> show)
{
    private const double Mebibyte = 1 << 20;
    private string _what = "";
    private long _started;
    private long _shown;
    private long _first = -1;

    public long Done { get; private set; }

    /// <summary>Bytes in all; 0 where nobody knows.</summary>
    public long Total { get; private set; }

    public string Line
    {
        get
        {
            var seconds = Math.Max(time.GetElapsedTime(_started).TotalSeconds, 1e-3);
            var speed = (Done - Math.Max(_first, 0)) / seconds;
            var of = Total > 0 ? string.Create(CultureInfo.InvariantCulture, $" of {Total / Mebibyte:N1}") : "";
            var left = Total > Done && speed > 0 ? $", {TimeSpan.FromSeconds(Math.Ceiling((Total - Done) / speed)):c} left" : "";
            return string.Create(CultureInfo.InvariantCulture, $"{_what}: {Done / Mebibyte:N1}{of} MiB, {speed / Mebibyte:N1} MiB/s{left}");
        }
    }

    /// <summary>A stretch begins; the speed is that of the stretch.</summary>
    public void Begin(string what, long total)
    {
        (_what, Total, _first) = (what, total, -1);
        (_started, _shown) = (time.GetTimestamp(), time.GetTimestamp());
    }

    public void Show(long done)
    {
        // What was there already was not transferred.
        if (_first < 0)
        {
            _first = done;
        }

        Done = done;
        if (time.GetElapsedTime(_shown) < interval && done != Total)
        {
            return;
        }

        _shown = time.GetTimestamp();
        show(this);
    }
}
