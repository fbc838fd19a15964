using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Aigen.Node.Tests.Fuzz.Http;

/// <summary>A response of HTTP/1.1, its body unpacked.</summary>
internal sealed record HttpAnswer(int Status, string Head, ReadOnlyMemory<byte> Body)
{
    private const int NoContent = 204;

    private static readonly byte[] EmptyLine = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    public bool Closes => Has("connection", "close");

    public bool IsJson => Find("content-type") == "application/json";

    /// <summary>The next response that is not only a word in between (1xx); null where the node hangs up instead.</summary>
    /// <exception cref="InvalidDataException">What came is no response.</exception>
    public static async Task<HttpAnswer?> ReadAsync(Wire wire)
    {
        while (await wire.ReadUntilAsync(EmptyLine) is { } bytes)
        {
            var head = Encoding.Latin1.GetString(bytes.Span);
            var answer = new HttpAnswer(StatusOf(head), head, default);
            if (answer.Status == 101) return answer;
            if (answer.Status < 200) continue;
            if (await answer.ReadBodyAsync(wire) is not { } body) return null;
            return answer with { Body = answer.Unpack(body) };
        }

        return wire.Unread.Length == 0 ? null : throw new InvalidDataException("the head of the response does not end");
    }

    private static int StatusOf(string head) => head.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && head[12] is ' ' or '\r'
        ? int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture)
        : throw new InvalidDataException($"the response begins {head}");

    private async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(Wire wire)
    {
        if (Find("content-length") is { } length) return (await wire.ReadAsync(int.Parse(length, CultureInfo.InvariantCulture)))?.ToArray();
        if (!Has("transfer-encoding", "chunked")) return Closes && Status != NoContent ? await wire.ReadToEndAsync() : ReadOnlyMemory<byte>.Empty;
        var body = new MemoryStream();
        while (await wire.ReadUntilAsync(LineEnd) is { } line)
        {
            var count = int.Parse(Encoding.ASCII.GetString(line.Span).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (await wire.ReadAsync(count + LineEnd.Length) is not { } chunk) return null;
            body.Write(chunk.Span[..count]);
            if (count == 0) return body.ToArray();
        }

        return null;
    }

    private ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> body)
    {
        if (Find("content-encoding") is not { } coding) return body;
        using Stream packed = new MemoryStream(body.ToArray());
        using Stream stream = coding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        var unpacked = new MemoryStream();
        stream.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private bool Has(string name, string value) => string.Equals(Find(name), value, StringComparison.OrdinalIgnoreCase);

    private string? Find(string name)
    {
        var at = Head.IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        at += name.Length + 3;
        return Head[at..Head.IndexOf("\r\n", at, StringComparison.Ordinal)].Trim();
    }
}
