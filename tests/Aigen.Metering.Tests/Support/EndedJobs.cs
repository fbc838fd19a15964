using System.Diagnostics.Metrics;

namespace Aigen.Metering.Tests.Support;

/// <summary>Hears of batch jobs that change, by what the node measures of them.</summary>
internal sealed class EndedJobs : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly MeterListener _listener = new();
    private readonly SemaphoreSlim _heard = new(0);

    public EndedJobs()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "aigen.batch.open" or "aigen.batch.ended") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => _heard.Release());
        _listener.Start();
    }

    /// <summary>What is looked for, once it is there.</summary>
    public async Task<T> WaitAsync<T>(Func<T?> find)
        where T : class
    {
        while (true)
        {
            if (find() is { } found) return found;
            Assert.True(await _heard.WaitAsync(Patience), "no job changed within a minute");
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _heard.Dispose();
    }
}
