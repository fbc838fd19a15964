using System.Diagnostics.CodeAnalysis;
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
            if (root.ValueKind == JsonValueKind.Array) await RunBatchAsync(root, exchange, output);
            else await RunAsync(root, exchange, output);
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

        output.Append("["u8);
        foreach (var element in batch.EnumerateArray())
        {
            // The comma goes in front of every answer but the first, and comes back out behind a notification, which has none.
            var start = output.Length;
            if (start > 1) output.Append(","u8);
            var answerStart = output.Length;
            await RunAsync(element, exchange, output);
            if (output.Length == answerStart) output.Truncate(start);
        }

        if (output.Length > 1) output.Append("]"u8);
        else output.Truncate(0);
    }

    private ValueTask RunAsync(JsonElement element, RpcExchange exchange, PooledBuffer output)
    {
        var request = RpcRequest.Read(element);
        if (request.Refusal is { } refusal) return Refuse(request, refusal, output);
        if (output.Length > limits.BatchAnswerBytes)
            return Refuse(request, ProtocolErrors.BatchAnswerTooLarge(limits.BatchAnswerBytes), output);
        return TryFind(request.Method, out var method)
            ? invoker.InvokeAsync(method, request, exchange, output)
            : Refuse(request, ProtocolErrors.MethodNotFound, output);
    }

    private static ValueTask Refuse(RpcRequest request, RpcError error, PooledBuffer output)
    {
        if (!request.IsNotification) AnswerWriter.Write(output, request.Id, error);
        return ValueTask.CompletedTask;
    }

    private bool TryFind(JsonElement name, [NotNullWhen(true)] out RpcMethod? method)
    {
        var raw = JsonMarshal.GetRawUtf8Value(name)[1..^1];
        if (!raw.Contains((byte)'\\')) return methods.TryFind(raw, out method);
        return methods.TryFind(Encoding.UTF8.GetBytes(name.GetString()!), out method);
    }
}
