using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Aigen.Rpc.JsonRpc;

/// <summary>Takes one message, runs its calls in order and gathers the answer, whatever the transport.</summary>
internal sealed class RpcDispatcher(MethodRegistry methods, CallInvoker invoker, RpcLimits limits)
{
    /// <summary>
    /// Appends the answer to <paramref name="output"/>; nothing when the message held only notifications. The body must stay as it is until
    /// this ends.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask DispatchAsync(ReadOnlyMemory<byte> body, RpcExchange exchange, PooledBuffer output)
    {
        if (!RequestBody.TryParse(body, limits.Depth, out var document, out var error))
        {
            AnswerWriter.Write(output, default, error);
            return;
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array)
            {
                await RunBatchAsync(root, exchange, output);
                return;
            }

            var request = RpcRequest.Read(root);
            if (Find(request, exchange, out var refusal) is { } method) invoker.Answer(await invoker.RunAsync(method, request, exchange), exchange, output);
            else Refuse(request, refusal!, output);
        }
    }

    private async ValueTask RunBatchAsync(JsonElement batch, RpcExchange exchange, PooledBuffer output)
    {
        var count = batch.GetArrayLength();
        if (count == 0 || count > limits.BatchCalls)
        {
            var refusal = count == 0 ? ProtocolErrors.InvalidRequest : ProtocolErrors.BatchTooLong(count, limits.BatchCalls);
            AnswerWriter.Write(output, default, refusal);
            return;
        }

        // A batch is as heavy as its calls together, and over HTTP the thread is the one that reads connections.
        if (exchange.Connection is null) await Task.Yield();
        output.Append("["u8);
        var ahead = new Queue<Task<FinishedCall>>();
        foreach (var element in batch.EnumerateArray())
        {
            var request = RpcRequest.Read(element);
            var method = Find(request, exchange, out var refusal);
            if (method is { RunsAhead: true } && ahead.Count < MostAhead(exchange) && output.Length <= limits.BatchAnswerBytes)
            {
                ahead.Enqueue(invoker.RunAsync(method, request, exchange).AsTask());
                continue;
            }

            await FinishAsync(ahead, exchange, output);
            refusal ??= output.Length > limits.BatchAnswerBytes ? ProtocolErrors.BatchAnswerTooLarge(limits.BatchAnswerBytes) : null;
            var start = Separate(output);
            if (refusal is not null) Refuse(request, refusal, output);
            else invoker.Answer(await invoker.RunAsync(method!, request, exchange), exchange, output);
            TakeBackSeparator(output, start);
        }

        await FinishAsync(ahead, exchange, output);
        if (output.Length > 1) output.Append("]"u8);
        else output.Truncate(0);
    }

    private async ValueTask FinishAsync(Queue<Task<FinishedCall>> ahead, RpcExchange exchange, PooledBuffer output)
    {
        while (ahead.TryDequeue(out var running))
        {
            var finished = await running;
            var start = Separate(output);
            invoker.Answer(finished, exchange, output);
            TakeBackSeparator(output, start);
        }
    }

    // A batch must leave room at the gate for other calls of the connection.
    private static int MostAhead(RpcExchange exchange) => exchange.Gate is { } gate ? gate.Limit / 2 : int.MaxValue;

    // The comma goes in front of every answer but the first, and comes back out behind a notification, which has none.
    private static int Separate(PooledBuffer output)
    {
        if (output.Length > 1) output.Append(","u8);
        return output.Length;
    }

    private static void TakeBackSeparator(PooledBuffer output, int start)
    {
        if (output.Length == start && start > 1) output.Truncate(start - 1);
    }

    private RpcMethod? Find(RpcRequest request, RpcExchange exchange, out RpcError? refusal)
    {
        RpcMethod? method = null;
        refusal = exchange.Admit() ?? request.Refusal ?? (TryFind(request.Method, out method) ? null : ProtocolErrors.MethodNotFound);
        return method;
    }

    private static void Refuse(RpcRequest request, RpcError error, PooledBuffer output)
    {
        if (!request.IsNotification) AnswerWriter.Write(output, request.Id, error);
    }

    private bool TryFind(JsonElement name, [NotNullWhen(true)] out RpcMethod? method)
    {
        var raw = JsonMarshal.GetRawUtf8Value(name)[1..^1];
        if (!raw.Contains((byte)'\\')) return methods.TryFind(raw, out method);
        return methods.TryFind(Encoding.UTF8.GetBytes(name.GetString()!), out method);
    }
}
