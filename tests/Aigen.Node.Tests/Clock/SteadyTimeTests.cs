using Aigen.Node.Hosting;
using Microsoft.Extensions.Logging;

namespace Aigen.Node.Tests.Clock;

/// <summary>A clock over one that somebody sets.</summary>
public sealed class SteadyTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly SettableClock _system = new(Start);
    private readonly LineLog _log = new();
    private readonly SteadyTime _time;

    public SteadyTimeTests() => _time = new SteadyTime(_system, _log);

    [Theory]
    [InlineData(4.9)]
    [InlineData(-4.9)]
    public void GetUtcNow_SmallCorrection_IsTakenAtOnce(double seconds)
    {
        _system.Jump(TimeSpan.FromSeconds(seconds));
        Assert.Equal(_system.GetUtcNow(), _time.GetUtcNow());
        Assert.Equal(0, _time.OffsetSeconds);
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(3_600)]
    [InlineData(-3_600)]
    [InlineData(86_400 * 365)]
    public void GetUtcNow_Jump_IsBelievedAtATenthOfTheTimeThatPasses(double seconds)
    {
        _system.Jump(TimeSpan.FromSeconds(seconds));
        Assert.Equal(Start, _time.GetUtcNow());
        for (var i = 0; i < 100; i++)
        {
            _system.Pass(TimeSpan.FromSeconds(1));
            _time.GetUtcNow();
        }

        Assert.Equal(Start.AddSeconds(100 + (Math.Sign(seconds) * 10)), _time.GetUtcNow());
        Assert.Equal(-seconds + (Math.Sign(seconds) * 10), _time.OffsetSeconds, precision: 3);
        Assert.Single(_log.Lines);
    }

    [Fact]
    public void GetUtcNow_JumpBelievedInFull_FollowsTheSystemAgain()
    {
        _system.Jump(TimeSpan.FromSeconds(60));
        _time.GetUtcNow();
        _system.Pass(TimeSpan.FromSeconds(601));
        Assert.Equal(_system.GetUtcNow(), _time.GetUtcNow());
        Assert.Equal(2, _log.Lines.Count);
        _system.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(_system.GetUtcNow(), _time.GetUtcNow());
    }

    [Fact]
    public void GetUtcNow_ClockSetWrongAndRightAgain_HardlyMoved()
    {
        _system.Jump(TimeSpan.FromDays(30));
        _time.GetUtcNow();
        _system.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(Start.AddMinutes(11), _time.GetUtcNow());
        _system.Jump(TimeSpan.FromDays(-30));
        _system.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(_system.GetUtcNow(), _time.GetUtcNow());
    }

    [Fact]
    public void GetUtcNow_ManyThreads_NeverGoesBack()
    {
        _system.Jump(TimeSpan.FromHours(-1));
        var (ticks, fell) = (0, 0);
        Parallel.For(0, 4, _ =>
        {
            var last = DateTimeOffset.MinValue;
            for (var i = 0; i < 5_000; i++)
            {
                if (Interlocked.Increment(ref ticks) % 4 == 0) _system.Pass(TimeSpan.FromMilliseconds(1));
                var now = _time.GetUtcNow();
                if (now < last) Interlocked.Increment(ref fell);
                last = now;
            }
        });
        Assert.Equal(0, fell);
    }

    [Fact]
    public void GetTimestamp_Jump_IsNotThere()
    {
        var before = _time.GetTimestamp();
        _system.Jump(TimeSpan.FromDays(1));
        Assert.Equal(TimeSpan.Zero, _time.GetElapsedTime(before));
    }

    [Fact]
    public void BootTime_GetTimestamp_GoesOn()
    {
        var time = new BootTime();
        var before = time.GetTimestamp();
        SpinWait.SpinUntil(() => time.GetElapsedTime(before) > TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
        Assert.InRange(time.GetElapsedTime(before), TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
    }

    private sealed class SettableClock(DateTimeOffset start) : TimeProvider
    {
        private readonly Lock _lock = new();
        private DateTimeOffset _now = start;
        private TimeSpan _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            lock (_lock) return _passed.Ticks;
        }

        public override DateTimeOffset GetUtcNow()
        {
            lock (_lock) return _now;
        }

        public void Jump(TimeSpan by)
        {
            lock (_lock) _now += by;
        }

        public void Pass(TimeSpan time)
        {
            lock (_lock) (_now, _passed) = (_now + time, _passed + time);
        }
    }

    private sealed class LineLog : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> format) =>
            Lines.Add(format(state, exception));
    }
}
