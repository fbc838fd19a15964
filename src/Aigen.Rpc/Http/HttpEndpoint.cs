using System.Runtime.CompilerServices;
using Aigen.Rpc.JsonRpc;
using Microsoft.AspNetCore.Http;

namespace Aigen.Rpc.Http;

/// <summary>Answers POST: one message in the body, its answer in the response.</summary>
internal sealed class HttpEndpoint(RpcServer server)
{
    private static readonly RpcError WrongContentType = new(
        RpcErrorCodes.InvalidRequest, $"Send the body with the header \"Content-Type: {ContentTypes.Json}\"");

    private static readonly RpcError WrongCoding = new(
        RpcErrorCodes.InvalidRequest, $"Send the body as it is, or with one of the codings {ContentCodings.Known} in the header \"Content-Encoding\"");

    public async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        var output = PooledBuffer.Rent();
        try
        {
            var status = StatusCodes.Status200OK;
            if (!ContentTypes.Allows(request)) status = Refuse(StatusCodes.Status415UnsupportedMediaType, WrongContentType, output);
            else if (request.ContentLength > server.Limits.BodyBytes) status = RefuseLength(request.ContentLength, output);
            else if (request.Headers.ContentEncoding.Count > 0) status = await UnpackAsync(context, output);
            else if (!await DispatchAsync(context, output)) status = RefuseLength(null, output);
            await RespondAsync(context, status, output);
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

    private async ValueTask<int> UnpackAsync(HttpContext context, PooledBuffer output)
    {
        if (ContentCodings.Unpack(context.Request) is not { } reader)
        {
            context.Response.Headers.AcceptEncoding = ContentCodings.Known;
            return Refuse(StatusCodes.Status415UnsupportedMediaType, WrongCoding, output);
        }

        var body = PooledBuffer.Rent();
        try
        {
            // However much it would become, no more of it is unpacked than may be sent.
            if (!await BodyGathering.TryGatherAsync(reader, await reader.ReadAsync(), body, server.Limits.BodyBytes)) return RefuseLength(null, output);
            await server.Dispatcher.DispatchAsync(body.Written, new RpcExchange(Callers.Of(context), context.RequestAborted), output);
            return StatusCodes.Status200OK;
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            return Refuse(StatusCodes.Status400BadRequest, ProtocolErrors.Unreadable($"the body is not {context.Request.Headers.ContentEncoding}"), output);
        }
        finally
        {
            PooledBuffer.Return(body);
            await reader.CompleteAsync();
        }
    }

    private int RefuseLength(long? given, PooledBuffer output) =>
        Refuse(StatusCodes.Status413PayloadTooLarge, ProtocolErrors.BodyTooLarge(given, server.Limits.BodyBytes), output);

    private static int Refuse(int status, RpcError error, PooledBuffer output)
    {
        AnswerWriter.Write(output, default, error);
        return status;
    }

    private static async ValueTask RespondAsync(HttpContext context, int status, PooledBuffer output)
    {
        var response = context.Response;
        if (output.Length == 0)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        response.StatusCode = status;
        response.ContentType = ContentTypes.Json;
        if (ContentCodings.Choose(context.Request.Headers.AcceptEncoding, output.Length) is { } coding)
        {
            await RespondPackedAsync(response, coding, output);
            return;
        }

        response.ContentLength = output.Length;
        await response.BodyWriter.WriteAsync(output.Written);
    }

    private static async ValueTask RespondPackedAsync(HttpResponse response, string coding, PooledBuffer output)
    {
        // It takes its time, and the thread may be one that reads other connections.
        await Task.Yield();
        var packed = PooledBuffer.Rent();
        try
        {
            ContentCodings.Pack(output.Written.Span, coding, packed);
            response.Headers.ContentEncoding = coding;
            response.Headers.Vary = "Accept-Encoding";
            response.ContentLength = packed.Length;
            await response.BodyWriter.WriteAsync(packed.Written);
        }
        finally
        {
            PooledBuffer.Return(packed);
        }
    }
}
