using System.Globalization;
using Aigen.Rpc.JsonRpc;
using Microsoft.AspNetCore.Http;

namespace Aigen.Rpc.Limits;

/// <summary>Tells a client over HTTP how many calls it has left: <c>X-RateLimit-Limit</c>, <c>-Remaining</c> and <c>-Reset</c>, in seconds.</summary>
internal static class RateHeaders
{
    /// <summary>The status: 429 where the one call of the message was one too many, else 200. The calls of a batch are answered one by one.</summary>
    public static int Write(HttpResponse response, RateVerdict? rate, PooledBuffer output)
    {
        if (rate is not { } verdict) return StatusCodes.Status200OK;
        response.Headers["X-RateLimit-Limit"] = Text(verdict.Limit);
        response.Headers["X-RateLimit-Remaining"] = Text(verdict.Remaining);
        response.Headers["X-RateLimit-Reset"] = Text(WholeSeconds(verdict.Reset));
        if (verdict.IsAllowed) return StatusCodes.Status200OK;
        response.Headers.RetryAfter = Text(Math.Max(1, WholeSeconds(verdict.RetryAfter)));
        return output.Length > 0 && output.Written.Span[0] == (byte)'[' ? StatusCodes.Status200OK : StatusCodes.Status429TooManyRequests;
    }

    private static long WholeSeconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
