using System.Collections.Concurrent;
using System.Diagnostics;
using Aigen.Node.Tests.Fuzz.Http;
using Aigen.Node.Tests.Fuzz.Http2;
using Aigen.Node.Tests.Fuzz.WebSockets;

namespace Aigen.Node.Tests.Fuzz;

/// <summary>Clients of every kind at once, until so many requests are answered.</summary>
internal sealed class FuzzLoad
{
    private const int Hundred = 100;

    // What breaks the framing costs a connection each time: it is a few in a hundred, and still hundreds of thousands in ten million.
    private static readonly (Func<FuzzTarget, int, Lane> Make, int Lanes, int Percent)[] Kinds =
    [
        (static (target, seed) => new HttpLane(target, seed), 16, 66),
        (static (target, seed) => new WebSocketLane(target, seed), 8, 20),
        (static (target, seed) => new Http2Lane(target, seed), 4, 8),
        (static (target, seed) => new BentHttpLane(target, seed), 6, 3),
        (static (target, seed) => new BentWebSocketLane(target, seed), 4, 2),
        (static (target, seed) => new BentHttp2Lane(target, seed), 2, 1),
    ];

    private readonly (Lane Lane, long Requests)[] _lanes;

    public FuzzLoad(FuzzTarget target, int seed, long requests)
    {
        var at = 0;
        _lanes = [.. Kinds.SelectMany(kind => Enumerable.Range(0, kind.Lanes).Select(_ => (kind.Make(target, seed + at++), 1 + (requests * kind.Percent / Hundred / kind.Lanes))))];
    }

    public long Done => _lanes.Sum(one => one.Lane.Done);

    /// <summary>What was not as it should be; the first of it where there is much.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    /// <summary>Runs to the end, and tells each minute how far it is.</summary>
    public async Task RunAsync(Func<string, Task> tell)
    {
        var clock = Stopwatch.StartNew();
        var running = _lanes.Select(one => Task.Run(() => one.Lane.RunAsync(one.Requests, Faults))).ToList();
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
        var minute = timer.WaitForNextTickAsync().AsTask();
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny([.. running, minute]);
            await ended;
            if (ended != minute)
            {
                running.Remove(ended);
                continue;
            }

            await tell($"{Done} requests in {clock.Elapsed.TotalSeconds:F0} s");
            minute = timer.WaitForNextTickAsync().AsTask();
        }

        foreach (var kind in _lanes.GroupBy(one => one.Lane.GetType().Name))
            await tell($"{kind.Key}: {kind.Sum(one => one.Lane.Done)} requests, {kind.Sum(one => one.Lane.Connections)} connections");
        await tell($"{Done} requests in {clock.Elapsed.TotalSeconds:F0} s");
    }
}
