using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Aigen.Bench;

/// <summary>Some clients of one server, and what they measure together.</summary>
internal sealed class FanoutRun(IFanoutServer server, IReadOnlyList<FanoutClient> clients) : IAsyncDisposable
{
    private const int MessageBytes = 1024;

    // What a server may have queued for each client; a queue that is never empty is what makes a rate the server's.
    private const int Window = 64;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);
    private static ReadOnlySpan<byte> Mark => "\"at\":"u8;

    private readonly ConcurrentBag<double> _delays = [];
    private readonly SemaphoreSlim _came = new(0);
    private long _count;
    private long _awaited = long.MaxValue;
    private bool _isTimed;

    public static async Task<FanoutRun> StartAsync(IFanoutServer server, int count)
    {
        var clients = new List<FanoutClient>();
        for (var i = 0; i < count; i++)
        {
            clients.Add(new FanoutClient());
            await clients[^1].StartAsync(new Uri(server.Url), """{"jsonrpc":"2.0","id":1,"method":"subscribe"}""");
        }

        var run = new FanoutRun(server, clients);
        foreach (var client in clients) _ = client.ReadAsync(run.Arrived, run.Counted);
        return run;
    }

    /// <summary>Messages a second, as many as the server gets out.</summary>
    public async Task<double> RateAsync()
    {
        _isTimed = false;
        var clock = Stopwatch.StartNew();
        var before = Interlocked.Read(ref _count);
        while (clock.Elapsed < Length)
        {
            Volatile.Write(ref _awaited, Interlocked.Read(ref _count) + ((long)Window * clients.Count));
            for (var i = 0; i < Window; i++) server.Publish(Message());
            await _came.WaitAsync();
        }

        return (Interlocked.Read(ref _count) - before) / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The 99th percentile of the time from a message's publication to its arrival, in ms, at a rate that is given.</summary>
    public async Task<double> DelayAsync(double messagesPerSecond)
    {
        _delays.Clear();
        _isTimed = true;
        var clock = Stopwatch.StartNew();
        var published = 0;
        while (clock.Elapsed < Length)
        {
            Volatile.Write(ref _awaited, Interlocked.Read(ref _count) + clients.Count);
            server.Publish(Message());
            await _came.WaitAsync();
            var due = TimeSpan.FromSeconds(++published * clients.Count / messagesPerSecond);
            if (due > clock.Elapsed) await Task.Delay(due - clock.Elapsed);
        }

        var sorted = _delays.Order().ToList();
        return sorted[(int)(sorted.Count * 0.99)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients) client.Dispose();
        await server.DisposeAsync();
        _came.Dispose();
    }

    private static byte[] Message()
    {
        var head = $$"""{"at":{{Stopwatch.GetTimestamp():D19}},"padding":""" + "\"";
        return Encoding.ASCII.GetBytes(head.PadRight(MessageBytes - 2, 'x') + "\"}");
    }

    private void Arrived(ReadOnlyMemory<byte> message)
    {
        if (!_isTimed) return;
        var at = message.Span.IndexOf(Mark);
        if (at >= 0 && Utf8Parser.TryParse(message.Span[(at + Mark.Length)..], out long published, out _))
        {
            _delays.Add(Stopwatch.GetElapsedTime(published).TotalMilliseconds);
        }
    }

    private void Counted(int count)
    {
        var now = Interlocked.Add(ref _count, count);
        var awaited = Volatile.Read(ref _awaited);
        if (now >= awaited && Interlocked.CompareExchange(ref _awaited, long.MaxValue, awaited) == awaited) _came.Release();
    }
}
