using System.Runtime.CompilerServices;
using Aigen.Rpc.JsonRpc;
using Microsoft.AspNetCore.Http;

namespace Aigen.Rpc.Http;

/// <summary>Answers POST: one message in the body, its answer in the response.</summary>
internal sealed class HttpEndpoint(RpcServer server)
{
    private static readonly RpcError WrongContentType = new(
        RpcErrorCodes.InvalidRequest, $"Send the body with the header \"Content-Type: {ContentTypes.Json}\"");

    public async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        var output = PooledBuffer.Rent();
        try
        {
            var status = StatusCodes.Status200OK;
            if (!ContentTypes.Allows(request)) status = Refuse(StatusCodes.Status415UnsupportedMediaType, WrongContentType, output);
            else if (request.ContentLength > server.Limits.BodyBytes) status = RefuseLength(request.ContentLength, output);
            else if (!await DispatchAsync(context, output)) status = RefuseLength(null, output);
            await RespondAsync(context.Response, status, output);
        }
        finally
        {
            PooledBuffer.Return(output);
        }
    }

    // False when the body turns out to be too long.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> DispatchAsync(HttpContext context, PooledBuffer output)
    {
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAsync();
        var exchange = new RpcExchange(Callers.Of(context), context.RequestAborted);
        if (read.IsCompleted && read.Buffer.IsSingleSegment && read.Buffer.Length <= server.Limits.BodyBytes)
        {
            // The usual case: the body came in one piece and is read where it lies.
            await server.Dispatcher.DispatchAsync(read.Buffer.First, exchange, output);
            reader.AdvanceTo(read.Buffer.End);
            return true;
        }

        var body = PooledBuffer.Rent();
        try
        {
            if (!await BodyGathering.TryGatherAsync(reader, read, body, server.Limits.BodyBytes)) return false;

            // A body that fills more than one buffer takes its time to parse: other connections need not wait for it.
            await Task.Yield();
            await server.Dispatcher.DispatchAsync(body.Written, exchange, output);
            return true;
        }
        finally
        {
            PooledBuffer.Return(body);
        }
    }

    private int RefuseLength(long? given, PooledBuffer output) =>
        Refuse(StatusCodes.Status413PayloadTooLarge, ProtocolErrors.BodyTooLarge(given, server.Limits.BodyBytes), output);

    private static int Refuse(int status, RpcError error, PooledBuffer output)
    {
        AnswerWriter.Write(output, default, error);
        return status;
    }

    private static async ValueTask RespondAsync(HttpResponse response, int status, PooledBuffer output)
    {
        if (output.Length == 0)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        response.StatusCode = status;
        response.ContentType = ContentTypes.Json;
        response.ContentLength = output.Length;
        await response.BodyWriter.WriteAsync(output.Written);
    }
}
