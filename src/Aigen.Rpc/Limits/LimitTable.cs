using Aigen.Rpc.JsonRpc;
using static Aigen.Rpc.Limits.LimitUnit;

namespace Aigen.Rpc.Limits;

/// <summary>Every limit on one page: the command line, the checks and docs/configuration.md are made of it.</summary>
public static class LimitTable
{
    private const long KiB = 1 << 10;
    private const long MiB = 1 << 20;
    private const long GiB = 1 << 30;
    private const long Hour = 3600;

    public static IReadOnlyList<LimitRange> All { get; } =
    [
        new(nameof(RpcLimits.BodyBytes), "--max-body", Bytes, KiB, 16 * MiB, "Bytes of one HTTP body or one WebSocket message.", "HTTP 413 and -32600; a WebSocket is closed with 1009", "body", l => l.BodyBytes, (l, v) => l with { BodyBytes = (int)v }),
        new(nameof(RpcLimits.Depth), "--max-depth", Count, 4, 1000, "How deep objects and arrays of a body may be nested.", "-32700", "depth", l => l.Depth, (l, v) => l with { Depth = (int)v }),
        new(nameof(RpcLimits.BatchCalls), "--max-batch", Count, 1, 10_000, "Calls in one batch.", "-32600", "batch", l => l.BatchCalls, (l, v) => l with { BatchCalls = (int)v }),
        new(nameof(RpcLimits.BatchAnswerBytes), "--max-batch-answer", Bytes, KiB, 256 * MiB, "Bytes of answers after which the rest of a batch is refused.", "-32005 for each call of the rest", "batch_answer", l => l.BatchAnswerBytes, (l, v) => l with { BatchAnswerBytes = (int)v }),
        new(nameof(RpcLimits.CallsInFlight), "--max-calls", Count, 1, 10_000, "Calls in flight on one WebSocket connection.", "-32005", "calls_in_flight", l => l.CallsInFlight, (l, v) => l with { CallsInFlight = (int)v }),
        new(nameof(RpcLimits.Subscriptions), "--max-subscriptions", Count, 1, 10_000, "Subscriptions of one WebSocket connection.", "-32005", "subscriptions", l => l.Subscriptions, (l, v) => l with { Subscriptions = (int)v }),
        new(nameof(RpcLimits.QueuedMessages), "--max-queued-messages", Count, 8, 1_000_000, "Messages that may wait for a WebSocket client that does not read.", "the WebSocket is closed with 1008, or events are left out (--slow-subscriber)", "outgoing_queue", l => l.QueuedMessages, (l, v) => l with { QueuedMessages = (int)v }),
        new(nameof(RpcLimits.QueuedBytes), "--max-queued-bytes", Bytes, KiB, GiB, "Bytes that may wait for a WebSocket client that does not read; one message alone may be larger.", "the WebSocket is closed with 1008, or events are left out (--slow-subscriber)", "outgoing_queue", l => l.QueuedBytes, (l, v) => l with { QueuedBytes = (int)v }),
        new(nameof(RpcLimits.Connections), "--max-connections", Count, 1, 1_000_000, "Connections in all; each WebSocket on a connection of HTTP/2 is one more.", "HTTP 503, and the connection is closed", "connections", l => l.Connections, (l, v) => l with { Connections = (int)v }),
        new(nameof(RpcLimits.ConnectionsByAddress), "--max-address-connections", Count, 1, 1_000_000, "Connections from one address (of IPv6: from one /64).", "HTTP 503, and the connection is closed", "connections_by_address", l => l.ConnectionsByAddress, (l, v) => l with { ConnectionsByAddress = (int)v }),
        new(nameof(RpcLimits.CallsByAddress), "--address-calls-per-second", Count, 0, 1_000_000, "Calls a second from one address (of IPv6: from one /64), and as many at once after a rest; 0 is no limit.", "HTTP 429 and -32005", "calls_by_address", l => l.CallsByAddress, (l, v) => l with { CallsByAddress = (int)v }),
        new(nameof(RpcLimits.CallsByWallet), "--wallet-calls-per-second", Count, 0, 1_000_000, "Calls a second that one wallet signs or that come with its access tokens, and as many at once after a rest; 0 is no limit.", "HTTP 429 and -32005", "calls_by_wallet", l => l.CallsByWallet, (l, v) => l with { CallsByWallet = (int)v }),
        new(nameof(RpcLimits.ReadTimeout), "--read-timeout", Seconds, 1, Hour, "How long the head of a request may take to come, its body too, and a WebSocket message that has begun.", "HTTP 408, and the connection is closed", "read_time", l => Whole(l.ReadTimeout), (l, v) => l with { ReadTimeout = TimeSpan.FromSeconds(v) }),
        new(nameof(RpcLimits.IdleTimeout), "--idle-timeout", Seconds, 1, Hour, "How long an HTTP connection may wait for its next request.", "the connection is closed", null, l => Whole(l.IdleTimeout), (l, v) => l with { IdleTimeout = TimeSpan.FromSeconds(v) }),
        new(nameof(RpcLimits.KeepAliveInterval), "--ping-interval", Seconds, 1, Hour, "Time between pings of a WebSocket connection on which nothing comes.", "", null, l => Whole(l.KeepAliveInterval), (l, v) => l with { KeepAliveInterval = TimeSpan.FromSeconds(v) }),
        new(nameof(RpcLimits.KeepAliveTimeout), "--ping-timeout", Seconds, 1, Hour, "How long a WebSocket client may take to answer a ping, or to accept 64 KiB.", "the connection is closed", null, l => Whole(l.KeepAliveTimeout), (l, v) => l with { KeepAliveTimeout = TimeSpan.FromSeconds(v) }),
        new(nameof(RpcLimits.CloseTimeout), "--close-timeout", Milliseconds, 10, 60_000, "How long a WebSocket client may take to answer a close frame.", "the connection is closed", null, l => (long)l.CloseTimeout.TotalMilliseconds, (l, v) => l with { CloseTimeout = TimeSpan.FromMilliseconds(v) }),
    ];

    private static long Whole(TimeSpan time) => (long)time.TotalSeconds;
}
