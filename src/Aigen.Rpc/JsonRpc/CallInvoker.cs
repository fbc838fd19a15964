using Microsoft.Extensions.Logging;

namespace Aigen.Rpc.JsonRpc;

/// <summary>Runs one call. The one place where whatever a handler throws becomes an error of the protocol.</summary>
internal sealed class CallInvoker(ILogger logger)
{
    private readonly Incidents _incidents = new(logger);

    /// <summary>Appends the answer of the call, unless it is a notification.</summary>
    public async ValueTask InvokeAsync(RpcMethod method, RpcRequest request, RpcExchange exchange, PooledBuffer output)
    {
        var gate = exchange.Gate;
        if (gate is not null && !gate.TryEnter())
        {
            Answer(method, request, ProtocolErrors.TooManyCalls(gate.Limit), output);
            return;
        }

        try
        {
            await RunAsync(method, request, exchange, output);
        }
        finally
        {
            gate?.Leave();
        }
    }

    private async ValueTask RunAsync(RpcMethod method, RpcRequest request, RpcExchange exchange, PooledBuffer output)
    {
        RpcCall? call = null;
        RpcResult result;
        try
        {
            if (method.NeedsConnection && exchange.Connection is null) throw new RpcException(ProtocolErrors.NeedsConnection(method.Name));
            call = new RpcCall(method, ParameterForms.Normalise(method, request.Parameters), exchange);
            result = await method.Handler(call);
        }
        catch (Exception exception)
        {
            result = Explain(exception, method, exchange);
        }

        var succeeded = Answer(method, request, result, output);
        if (!succeeded) call?.AbandonSubscriptions();
    }

    private bool Answer(RpcMethod method, RpcRequest request, RpcResult result, PooledBuffer output)
    {
        if (request.IsNotification) return result.Error is null;
        try
        {
            AnswerWriter.Write(output, request.Id, result);
            return result.Error is null;
        }
        catch (Exception exception)
        {
            AnswerWriter.Write(output, request.Id, _incidents.Report(method.Name, exception));
            return false;
        }
    }

    private RpcError Explain(Exception exception, RpcMethod method, RpcExchange exchange) => exception switch
    {
        RpcException refusal => refusal.Error,
        OperationCanceledException when exchange.Aborted.IsCancellationRequested => ProtocolErrors.Cancelled,
        _ => _incidents.Report(method.Name, exception),
    };
}
