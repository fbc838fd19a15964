using Aigen.Rpc.Subscriptions;

namespace Aigen.Rpc.JsonRpc;

/// <summary>Every limit of the protocol layer. Beyond one of them a client is refused with the number in the answer.</summary>
public sealed record RpcLimits
{
    /// <summary>Bytes of one HTTP body or one WebSocket message. 1 KiB to 16 MiB, default 1 MiB.</summary>
    public int BodyBytes { get; init; } = 1 << 20;

    /// <summary>Nesting of objects and arrays in a body. 4 to 1000, default 64.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Calls in one batch. 1 to 10,000, default 100.</summary>
    public int BatchCalls { get; init; } = 100;

    /// <summary>Bytes of answers after which the rest of a batch is refused. 1 KiB to 256 MiB, default 16 MiB.</summary>
    public int BatchAnswerBytes { get; init; } = 16 << 20;

    /// <summary>Calls in flight on one WebSocket connection. 1 to 10,000, default 64.</summary>
    public int CallsInFlight { get; init; } = 64;

    /// <summary>Subscriptions of one WebSocket connection. 1 to 10,000, default 64.</summary>
    public int Subscriptions { get; init; } = 64;

    /// <summary>Messages that wait for one WebSocket client. 8 to 1,000,000, default 1024.</summary>
    public int QueuedMessages { get; init; } = 1024;

    /// <summary>Bytes that wait for one WebSocket client. 1 KiB to 1 GiB, default 16 MiB. One message alone may be larger.</summary>
    public int QueuedBytes { get; init; } = 16 << 20;

    /// <summary>What happens to a subscription when more waits for its client than may, where the client did not choose. Default: disconnect.</summary>
    public SlowSubscriber WhenSlow { get; init; } = SlowSubscriber.Disconnect;

    /// <summary>Time between WebSocket pings. 1 s to 1 h, default 30 s.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a WebSocket client may take for a pong, or to accept 64 KiB. 1 s to 1 h, default 30 s.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a WebSocket client may take to answer a close frame. 10 ms to 1 min, default 5 s.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is out of range, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Check(nameof(BodyBytes), BodyBytes, 1 << 10, 16 << 20, problems);
        Check(nameof(Depth), Depth, 4, 1000, problems);
        Check(nameof(BatchCalls), BatchCalls, 1, 10_000, problems);
        Check(nameof(BatchAnswerBytes), BatchAnswerBytes, 1 << 10, 256 << 20, problems);
        Check(nameof(CallsInFlight), CallsInFlight, 1, 10_000, problems);
        Check(nameof(Subscriptions), Subscriptions, 1, 10_000, problems);
        Check(nameof(QueuedMessages), QueuedMessages, 8, 1_000_000, problems);
        Check(nameof(QueuedBytes), QueuedBytes, 1 << 10, 1 << 30, problems);
        Check(nameof(WhenSlow), WhenSlow, SlowSubscriber.Disconnect, SlowSubscriber.Lag, problems);
        Check(nameof(KeepAliveInterval), KeepAliveInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), problems);
        Check(nameof(KeepAliveTimeout), KeepAliveTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), problems);
        Check(nameof(CloseTimeout), CloseTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), problems);
        return problems;
    }

    private static void Check<T>(string name, T value, T least, T most, List<string> problems) where T : IComparable
    {
        if (value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0) return;
        problems.Add($"{name} is {value}, allowed are {least} to {most}");
    }
}
