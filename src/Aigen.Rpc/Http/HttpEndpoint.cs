using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Limits;
using Microsoft.AspNetCore.Http;

namespace Aigen.Rpc.Http;

/// <summary>Answers POST: one message in the body, its answer in the response.</summary>
internal sealed class HttpEndpoint(RpcServer server)
{
    // A block of its memory pool.
    private const int KestrelBufferBytes = 4096;

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
            else status = await DispatchAsync(context, output);
            await RespondAsync(context, status, output);
        }
        finally
        {
            PooledBuffer.Return(output);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> DispatchAsync(HttpContext context, PooledBuffer output)
    {
        var reader = context.Request.BodyReader;
        var reading = reader.ReadAsync();
        if (!reading.IsCompletedSuccessfully) return await GatherAsync(context, reader, reading, output);
        var read = reading.Result;
        if (!read.IsCompleted || !read.Buffer.IsSingleSegment || read.Buffer.Length > server.Limits.BodyBytes) return await GatherAsync(context, reader, new(read), output);

        // The usual case: the body came in one piece and is read where it lies.
        var status = await DispatchAsync(context, read.Buffer.First, output);
        reader.AdvanceTo(read.Buffer.End);
        return status;
    }

    private async ValueTask<int> GatherAsync(HttpContext context, PipeReader reader, ValueTask<ReadResult> reading, PooledBuffer output)
    {
        var body = PooledBuffer.Rent();
        try
        {
            using var patience = new BodyPatience(reader, server.Limits.ReadTimeout);
            bool fits;
            try
            {
                fits = await BodyGathering.TryGatherAsync(reader, await reading, body, server.Limits.BodyBytes);
            }
            catch (IOException broken)
            {
                return RefuseBroken(context.Response, broken, output);
            }

            if (!patience.TryEnd()) return RefuseLate(context.Response, output);
            if (!fits) return RefuseLength(null, output);

            // A body that fills more than one buffer takes its time to parse: other connections need not wait for it.
            if (body.Length > KestrelBufferBytes) await Task.Yield();
            return await DispatchAsync(context, body.Written, output);
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

        try
        {
            // However much it would become, no more of it is unpacked than may be sent.
            return await GatherAsync(context, reader, reader.ReadAsync(), output);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            return Refuse(StatusCodes.Status400BadRequest, ProtocolErrors.Unreadable($"the body is not {context.Request.Headers.ContentEncoding}"), output);
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> DispatchAsync(HttpContext context, ReadOnlyMemory<byte> body, PooledBuffer output)
    {
        var exchange = new HttpExchange(context) { Rates = server.Rates };
        await server.Dispatcher.DispatchAsync(body, exchange, output);
        return RateHeaders.Write(context.Response, exchange.Rate, output);
    }

    private int RefuseLate(HttpResponse response, PooledBuffer output)
    {
        response.Headers.Connection = "close";
        return Refuse(StatusCodes.Status408RequestTimeout, ProtocolErrors.BodyTooLate(server.Limits.ReadTimeout), output);
    }

    // A chunk that is none, a client that is gone in the middle, or one that is too slow for Kestrel, which would take each for a fault of ours.
    private static int RefuseBroken(HttpResponse response, IOException broken, PooledBuffer output)
    {
        response.Headers.Connection = "close";
        var status = (broken as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
        return Refuse(status, status == StatusCodes.Status408RequestTimeout ? ProtocolErrors.BodyTooSlow(broken.Message) : ProtocolErrors.BodyBroken(broken.Message), output);
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
