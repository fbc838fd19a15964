using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Aigen.Rpc.JsonRpc;

/// <summary>Runs one call. The one place where whatever a handler throws becomes an error of the protocol.</summary>
internal sealed class CallInvoker(ILogger logger)
{
    private readonly Incidents _incidents = new(logger);

    /// <summary>Runs the call; its result is then to be answered, also where it is an error.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<FinishedCall> RunAsync(RpcMethod method, RpcRequest request, RpcExchange exchange)
    {
        var gate = exchange.Gate;
        if (gate is not null && !gate.TryEnter()) return new FinishedCall(method, request, null, ProtocolErrors.TooManyCalls(gate.Limit));
        var (began, trace) = (RpcInstruments.Begin(), RpcInstruments.Trace(method));
        using var scope = WritesLines(method) ? exchange.BeginScope(logger) : null;
        FinishedCall finished;
        RpcCall? call = null;
        try
        {
            if (method.NeedsConnection && exchange.Connection is null) throw new RpcException(ProtocolErrors.NeedsConnection(method.Name));
            if (method.IsHeavy && exchange.Connection is null) await Task.Yield();
            call = new RpcCall(method, ParameterForms.Normalise(method, request.Parameters), exchange);
            finished = new FinishedCall(method, request, call, await method.Handler(call));
        }
        catch (Exception exception)
        {
            finished = new FinishedCall(method, request, call, Explain(exception, method, exchange));
        }

        gate?.Leave();
        Note(finished, began, trace);
        return finished;
    }

    /// <summary>Appends the answer of a call, unless it is a notification.</summary>
    public void Answer(in FinishedCall finished, RpcExchange exchange, PooledBuffer output)
    {
        if (!TryAnswer(finished, exchange, output)) finished.Call?.AbandonSubscriptions();
    }

    private bool TryAnswer(in FinishedCall finished, RpcExchange exchange, PooledBuffer output)
    {
        if (finished.Request.IsNotification) return finished.Result.Error is null;
        try
        {
            AnswerWriter.Write(output, finished.Request.Id, finished.Result);
            return finished.Result.Error is null;
        }
        catch (Exception exception)
        {
            AnswerWriter.Write(output, finished.Request.Id, Report(finished.Method, exchange, exception));
            return false;
        }
    }

    private void Note(in FinishedCall finished, long began, Activity? trace)
    {
        var error = finished.Result.Error;
        RpcInstruments.End(finished.Method, began);
        RpcInstruments.EndTrace(trace, error);

        // What was asked and answered is nobody's but the caller's.
        if (logger.IsEnabled(LogLevel.Debug)) logger.LogDebug("{Method} ended with code {Code}", finished.Method.Name, error?.Code ?? 0);
    }

    private RpcError Explain(Exception exception, RpcMethod method, RpcExchange exchange) => exception switch
    {
        RpcException refusal => refusal.Error,
        OperationCanceledException when exchange.Aborted.IsCancellationRequested => ProtocolErrors.Cancelled,
        _ => Report(method, exchange, exception),
    };

    private RpcError Report(RpcMethod method, RpcExchange exchange, Exception exception)
    {
        using var scope = exchange.BeginScope(logger);
        return _incidents.Report(method.Name, exception);
    }

    // A quick method writes no line but the one of a fault, and a scope would cost each request.
    private bool WritesLines(RpcMethod method) => method.IsHeavy || logger.IsEnabled(LogLevel.Debug);
}

/// <summary>A call that has run, and what is to be answered.</summary>
internal readonly record struct FinishedCall(RpcMethod Method, RpcRequest Request, RpcCall? Call, RpcResult Result);
