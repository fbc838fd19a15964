using System.Text;
using Aigen.Fuzz;
using Aigen.Node.Tests.Fuzz.WebSockets;

namespace Aigen.Node.Tests.Fuzz.Http;

/// <summary>Sends HTTP that is none any more, each time on a connection of its own, and reads what comes until the node has hung up.</summary>
internal sealed class BentHttpLane(FuzzTarget target, int seed) : Lane(target, seed)
{
    private const int EndOfHead = 4;

    // Of the server's own faults only that it does not know a version, or a transfer coding.
    private static readonly int[] KnownFaults = [501, 505];

    private static readonly string[] RequestLines =
    [
        "POST / HTTP/1.0", "POST / HTTP/9.9", "POST / HTTP/1.1 ", "POST  / HTTP/1.1", "POST /", "post / HTTP/1.1", "POST http://localhost/ HTTP/1.1", "POST * HTTP/1.1",
        "CONNECT localhost:1 HTTP/1.1", "TRACE / HTTP/1.1", "\0OST / HTTP/1.1", "POST /\0 HTTP/1.1", "POST /%zz HTTP/1.1", "POST /../ HTTP/1.1", "PRI * HTTP/1.1", "", "\n", "POST /" + new string('a', 20_000) + " HTTP/1.1",
    ];

    private static readonly string[] Headers =
    [
        "Content-Length: -1", "Content-Length: 0", "Content-Length: 99999999999999999999", "Content-Length: 1 1", "Content-Length: 0x10", "Content-Length: 10, 10", "Content-Length: 70000",
        "Content-Length: 1000000000", "Content-Length:", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: identity",
        "Transfer-Encoding:chunked\r\nTransfer-Encoding: chunked", "Host: a\r\nHost: b", "Host: ", "Host: [::", " folded", "No colon", ": no name", "Nul: \0", "Bad name: x",
        "Connection: upgrade\r\nUpgrade: websocket", "Connection: close, keep-alive", "Expect: 200-maybe", "Content-Type: \xff\xfe", "Authorization: Bearer \xff",
        "X-Huge: " + new string('x', 40_000), string.Join("\r\n", Enumerable.Range(0, 200).Select(i => $"X-{i}: y")),
    ];

    private static readonly string[] ChunkedBodies =
    [
        "FFFFFFFFFFFFFFFFF\r\n", "-1\r\n{}\r\n0\r\n\r\n", "2\r\n{}0\r\n\r\n", "2\r\n{}\n0\r\n\r\n", "zz\r\n", "\r\n\r\n", "3\r\n{}\r\n0\r\n\r\n", "2;" + new string('e', 20_000) + "\r\n{}\r\n0\r\n\r\n",
        "7fffffff\r\n{}", "0\r\nContent-Length: 1\r\n\r\n", "0\r\n" + new string('t', 40_000), "2 \r\n{}\r\n0\r\n\r\n", "0x2\r\n{}\r\n0\r\n\r\n",
    ];

    protected override async Task<int> NextAsync(int most)
    {
        var sent = Bent();
        using var wire = await ConnectAsync();
        await wire.SendAsync(sent);
        wire.EndSending();
        try
        {
            while (await HttpAnswer.ReadAsync(wire) is { Status: not 101 } answer)
            {
                if (answer.Status >= 500 && !KnownFaults.Contains(answer.Status)) throw Fault($"status {answer.Status}", sent, answer.Body);
            }
        }
        catch (InvalidDataException e) when (e.Message.StartsWith("the ", StringComparison.Ordinal))
        {
            throw Fault(e.Message, sent, wire.Unread);
        }

        await wire.ReadToEndAsync();
        return 1;
    }

    private byte[] Bent()
    {
        var good = Random.Next(12) == 0 ? Handshake.Request(null) : new HttpRequests(Random, Target).Next().Bytes;
        var end = good.AsSpan().IndexOf("\r\n\r\n"u8) + EndOfHead;
        var (head, body) = (good[..end], good[end..]);
        return Random.Next(6) switch
        {
            0 => [.. Latin(RequestLines), .. head[head.AsSpan().IndexOf((byte)'\r')..], .. body],
            1 => [.. head[..^2], .. Latin(Headers), .. "\r\n\r\n"u8, .. body],
            2 => [.. "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"u8, .. Latin(ChunkedBodies)],
            3 => good[..Random.Next(good.Length)],
            4 => ByteMutation.Bend(good, Random),
            _ => [.. ByteMutation.Bend(head, Random), .. body],
        };
    }

    private byte[] Latin(string[] texts) => Encoding.Latin1.GetBytes(texts[Random.Next(texts.Length)]);
}
