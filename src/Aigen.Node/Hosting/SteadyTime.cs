using Microsoft.Extensions.Logging;

namespace Aigen.Node.Hosting;

/// <summary>
/// The system's clock without its jumps: small corrections are taken as they are, what differs more from the time that has really passed
/// is believed only gradually. So a clock that is set wrong for a moment neither expires what waits nor puts a block into the far future.
/// </summary>
public sealed class SteadyTime : TimeProvider
{
    // More than time services correct at once (ntpd steps from 0.128 s, chrony by default only at its start), less than any rule of the
    // chain allows for wrong clocks, which begin at 10 s.
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(5);

    // A tenth of the time that passes: an hour is believed within ten.
    private const int SlewDivisor = 10;

    private readonly Lock _lock = new();
    private readonly TimeProvider _system;
    private readonly ILogger _log;
    private long _lastStamp;
    private DateTimeOffset _last;
    private DateTimeOffset _lastSystem;
    private bool _isSlewing;

    public SteadyTime(TimeProvider system, ILogger log)
    {
        (_system, _log) = (system, log);
        (_lastStamp, _last) = (system.GetTimestamp(), system.GetUtcNow());
        _lastSystem = _last;
    }

    public override long TimestampFrequency => _system.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => _system.LocalTimeZone;

    /// <summary>How many seconds this clock is ahead of the system's.</summary>
    public double OffsetSeconds
    {
        get
        {
            GetUtcNow();
            lock (_lock)
            {
                return Math.Round((_last - _lastSystem).TotalSeconds, 3);
            }
        }
    }

    public override long GetTimestamp() => _system.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _system.CreateTimer(callback, state, dueTime, period);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            var (stamp, system) = (_system.GetTimestamp(), _system.GetUtcNow());
            var elapsed = _system.GetElapsedTime(_lastStamp, stamp);
            var steady = _last + elapsed;
            (_lastStamp, _lastSystem) = (stamp, system);
            return _last = Follow(steady, system, elapsed);
        }
    }

    private DateTimeOffset Follow(DateTimeOffset steady, DateTimeOffset system, TimeSpan elapsed)
    {
        var error = system - steady;
        if (!_isSlewing && error.Duration() > Jump)
        {
            _isSlewing = true;
            _log.LogWarning(
                "The system clock jumped by {Seconds} s to {Now:u}; the node believes it at a tenth of the time that passes, or at once when it is started again",
                (long)error.TotalSeconds, system);
        }

        var step = elapsed / SlewDivisor;
        if (!_isSlewing)
        {
            return system;
        }

        if (error.Duration() > step)
        {
            return error > TimeSpan.Zero ? steady + step : steady - step;
        }

        _isSlewing = false;
        _log.LogWarning("The node's clock and the system's are the same again");
        return system;
    }
}
