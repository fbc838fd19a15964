using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Aigen.Rpc.JsonRpc;

/// <summary>What is measured of calls and connections. Without a listener nothing is, and with one a call costs no allocation.</summary>
public static class RpcInstruments
{
    // First of all: the instruments below are made of it.
    public static readonly Meter Meter = new("Aigen.Rpc");

    private static readonly ActivitySource Traces = new("Aigen.Rpc");

    // Seconds. The quickest methods take some tens of microseconds (docs/performance.md), a long answer minutes; 1, 2.5 and 5 of each
    // power of ten are Prometheus' own steps.
    private static readonly double[] CallBounds =
        [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250];

    private static readonly Histogram<double> CallDuration = Meter.CreateHistogram(
        "aigen.rpc.call.duration", "s", "From the start of a call to its result, queues included; a streaming method ends with its subscription's id.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = CallBounds });

    private static readonly Counter<long> Errors = Meter.CreateCounter<long>(
        "aigen.rpc.errors", "{answer}", "Calls and messages that were answered with an error, by its code.");

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "aigen.rpc.refusals", "{refusal}", "Requests, calls and connections that were refused because a limit was reached, by the limit.");

    internal static UpDownCounter<long> WebSockets { get; } = Meter.CreateUpDownCounter<long>(
        "aigen.rpc.websockets", "{connection}", "WebSocket connections that are open.");

    internal static UpDownCounter<long> Subscriptions { get; } = Meter.CreateUpDownCounter<long>(
        "aigen.rpc.subscriptions", "{subscription}", "Subscriptions that are open.");

    internal static UpDownCounter<long> OutgoingMessages { get; } = Meter.CreateUpDownCounter<long>(
        "aigen.rpc.outgoing.messages", "{message}", "Messages that wait for WebSocket clients to read.");

    /// <summary>A timestamp where somebody listens.</summary>
    internal static long Begin() => CallDuration.Enabled ? Stopwatch.GetTimestamp() : 0;

    internal static void End(RpcMethod method, long began)
    {
        if (began != 0) CallDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("method", method.Name));
    }

    /// <summary>The span of a call, named by the conventions of OpenTelemetry; null where nobody listens. Parameters are in none.</summary>
    internal static Activity? Trace(RpcMethod method)
    {
        if (!Traces.HasListeners()) return null;
        return Traces.StartActivity(method.Name, ActivityKind.Server)?.SetTag("rpc.system", "jsonrpc").SetTag("rpc.jsonrpc.version", "2.0").SetTag("rpc.method", method.Name);
    }

    internal static void EndTrace(Activity? activity, RpcError? error)
    {
        if (error is not null) activity?.SetTag("rpc.jsonrpc.error_code", error.Code).SetStatus(ActivityStatusCode.Error);
        activity?.Dispose();
    }

    /// <param name="limit">As <c>LimitTable</c> names it.</param>
    internal static void CountRefusal(string limit) => Refusals.Add(1, new KeyValuePair<string, object?>("limit", limit));

    internal static void CountError(RpcError error)
    {
        // A call that was given up has nobody to be answered.
        if (Errors.Enabled && error != ProtocolErrors.Cancelled) Errors.Add(1, new KeyValuePair<string, object?>("code", error.Code));
    }
}
