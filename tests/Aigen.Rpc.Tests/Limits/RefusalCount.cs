using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Aigen.Rpc.Tests.Limits;

/// <summary>Listens to the counter of refusals. It hears the whole process, so whoever uses it runs alone.</summary>
internal sealed class RefusalCount : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = [];
    private readonly SemaphoreSlim _heard = new(0);

    public RefusalCount()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Aigen.Rpc", Name: "aigen.rpc.refusals" }) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            _counts.AddOrUpdate((string)tags[0].Value!, count, (_, before) => before + count);
            _heard.Release();
        });
        _listener.Start();
    }

    /// <summary>Returns when a limit has refused somebody.</summary>
    public async Task WaitForAsync(string limit)
    {
        while (!_counts.ContainsKey(limit)) Assert.True(await _heard.WaitAsync(JsonRpc.RpcHost.Patience), $"{limit} refused nobody");
    }

    public void Dispose() => _listener.Dispose();
}

/// <summary>The tests that count refusals, with no other beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CountedRefusals
{
    public const string Name = "refusals are counted";
}
