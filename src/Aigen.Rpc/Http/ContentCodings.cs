using System.IO.Compression;
using System.IO.Pipelines;
using Aigen.Rpc.JsonRpc;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Aigen.Rpc.Http;

/// <summary>gzip and brotli (RFC 9110, section 8.4.1), in requests and answers.</summary>
internal static class ContentCodings
{
    public const string Gzip = "gzip";
    public const string Brotli = "br";

    /// <summary>What is said of those that can be sent.</summary>
    public const string Known = "gzip, br";

    // A shorter answer fits into one packet either way (1,460 bytes in Ethernet), and costs more to compress than to send.
    public const int LeastLength = 1024;

    // Half as large as the fastest, at a speed of some 100 MB/s; the highest ones are for files that are compressed once.
    private const int BrotliQuality = 4;
    private const int BrotliWindow = 22;

    /// <summary>What the body is when it is unpacked; null for a coding that is not known.</summary>
    public static PipeReader? Unpack(HttpRequest request) => request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant() switch
    {
        "identity" => request.BodyReader,
        Gzip or "x-gzip" => PipeReader.Create(new GZipStream(request.Body, CompressionMode.Decompress)),
        Brotli => PipeReader.Create(new BrotliStream(request.Body, CompressionMode.Decompress)),
        _ => null,
    };

    /// <summary>The coding that the client likes best for an answer of this length; null for none.</summary>
    public static string? Choose(StringValues accepted, int length)
    {
        if (length < LeastLength || accepted.Count == 0 || !StringWithQualityHeaderValue.TryParseList(accepted.ToArray()!, out var list)) return null;
        var (gzip, brotli) = (QualityOf(Gzip, list), QualityOf(Brotli, list));
        if (gzip <= 0 && brotli <= 0) return null;
        return brotli >= gzip ? Brotli : Gzip;
    }

    /// <summary>Appends the content, packed, to <paramref name="target"/>.</summary>
    public static void Pack(ReadOnlySpan<byte> content, string coding, PooledBuffer target)
    {
        if (coding == Gzip)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
            target.Append(packed.GetBuffer().AsSpan(0, (int)packed.Length));
            return;
        }

        var room = target.GetSpan(BrotliEncoder.GetMaxCompressedLength(content.Length));
        if (!BrotliEncoder.TryCompress(content, room, out var written, BrotliQuality, BrotliWindow))
            throw new InvalidOperationException($"brotli needs more than the {room.Length} bytes that it may need for {content.Length}");
        target.Advance(written);
    }

    private static double QualityOf(string coding, IList<StringWithQualityHeaderValue> accepted)
    {
        var named = accepted.FirstOrDefault(one => one.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
            ?? accepted.FirstOrDefault(one => one.Value == "*");
        return named is null ? 0 : named.Quality ?? 1;
    }
}
