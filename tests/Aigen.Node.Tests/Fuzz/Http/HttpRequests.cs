using System.IO.Compression;
using System.Text;
using Aigen.Fuzz;

namespace Aigen.Node.Tests.Fuzz.Http;

/// <summary>Requests that are good HTTP/1.1, with bodies and headers of every kind.</summary>
internal sealed class HttpRequests(Random random, FuzzTarget target)
{
    private static readonly string[] Pages = ["/health", "/health/live", "/health/ready", "/version", "/metrics", "/nothing", "/?", "/health?x=1"];

    // Beside each what is answered where the node does not look at the body.
    private static readonly (string Header, int Refusal)[] Headers =
    [
        ("Accept-Encoding: gzip", 0), ("Accept-Encoding: br;q=0.5, gzip;q=0.4", 0), ("Accept-Encoding: ;;q=,", 0), ("Accept-Encoding: *;q=1e9", 0),
        ("Authorization: Bearer ", 0), ("Authorization: Bearer aigen-0000", 0), ("Authorization: Basic eDp5", 0), ("X-Forwarded-For: 10.0.0.1", 0),
        ("Connection: keep-alive", 0), ("Cookie: a=b", 0), ("Expect: 100-continue", 0), ("Upgrade: h2c", 0), ("Origin: http://evil.example", 403),
        ("Origin: null", 403), ("Content-Encoding: deflate", 415), ("Content-Encoding: identity", 0), ("Via: \t~", 0), ("X-Long: " + new string('x', 4000), 0),
    ];

    private readonly BentCalls _calls = new(random, DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    public HttpRequest Next() => random.Next(60) == 0 ? Page() : Post(_calls.NextBody());

    private HttpRequest Page()
    {
        var method = random.Next(4) == 0 ? "OPTIONS" : "GET";
        var path = Pages[random.Next(Pages.Length)];
        return new(Encoding.Latin1.GetBytes($"{method} {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"), null, [200, 204, 404, 405]);
    }

    private HttpRequest Post(byte[] body)
    {
        var head = new StringBuilder($"POST {(random.Next(30) == 0 ? "/?token=x" : "/")} HTTP/1.1\r\n");
        List<int> refusals = [];
        head.Append(random.Next(200) == 0 ? Refused("Host: evil.example", 403, refusals) : "Host: localhost").Append("\r\n");
        head.Append(random.Next(100) == 0 ? Refused("Content-Type: text/html", 415, refusals) : "Content-Type: application/json").Append("\r\n");
        if (random.Next(4) == 0 && !BentCalls.Revokes(body)) head.Append("Authorization: Bearer ").Append(target.BearerToken).Append("\r\n");
        else if (random.Next(8) == 0) head.Append(More(refusals)).Append("\r\n");
        var expected = ExpectedAnswer.To(body, FuzzTarget.BatchCalls, FuzzTarget.Depth);
        if (body.Length > FuzzTarget.BodyBytes) refusals.Add(413);
        return random.Next(24) switch
        {
            0 => new(WithChunks(head, body), expected, refusals),
            1 => new(WithLength(head.Append("Content-Encoding: gzip\r\n"), Pack(body)), expected, [415, .. refusals]),
            2 => new(WithLength(head.Append("Content-Encoding: gzip\r\n"), ByteMutation.Bend(Pack(body), random)), null, [200, 204, 400, 413, 415, .. refusals]),
            3 => new(WithLength(head.Append("Content-Encoding: br\r\n"), body), null, [200, 204, 400, 413, 415, .. refusals]),
            _ => new(WithLength(head, body), expected, refusals),
        };
    }

    private string More(List<int> refusals)
    {
        var (header, refusal) = Headers[random.Next(Headers.Length)];
        return refusal == 0 ? header : Refused(header, refusal, refusals);
    }

    private static string Refused(string header, int status, List<int> refusals)
    {
        refusals.Add(status);
        return header;
    }

    private static byte[] WithLength(StringBuilder head, byte[] body) => [.. Encoding.Latin1.GetBytes($"{head}Content-Length: {body.Length}\r\n\r\n"), .. body];

    private byte[] WithChunks(StringBuilder head, byte[] body)
    {
        var bytes = new MemoryStream();
        bytes.Write(Encoding.Latin1.GetBytes($"{head}Transfer-Encoding: chunked\r\n\r\n"));
        for (var at = 0; at < body.Length;)
        {
            var count = Math.Min(body.Length - at, random.Next(1, 1 + Math.Max(1, body.Length / 2)));
            bytes.Write(Encoding.Latin1.GetBytes(random.Next(4) == 0 ? $"000{count:X};name=\"x\"\r\n" : $"{count:x}\r\n"));
            bytes.Write(body, at, count);
            bytes.Write("\r\n"u8);
            at += count;
        }

        bytes.Write(random.Next(4) == 0 ? "0\r\nX-Trailer: x\r\n\r\n"u8 : "0\r\n\r\n"u8);
        return bytes.ToArray();
    }

    private static byte[] Pack(byte[] body)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(body);
        return packed.ToArray();
    }
}

/// <param name="Expected">What is due where the body is looked at; null where it cannot be told.</param>
/// <param name="Statuses">What may be answered beside that.</param>
internal sealed record HttpRequest(byte[] Bytes, ExpectedAnswer? Expected, IReadOnlyList<int> Statuses);
