using Aigen.Fuzz;

namespace Aigen.Node.Tests.Fuzz.Http2;

/// <summary>Sends good HTTP/2, several requests at once, on one connection after the other.</summary>
internal sealed class Http2Lane(FuzzTarget target, int seed) : Lane(target, seed)
{
    private const int MostAtOnce = 16;

    // RFC 7541, appendix A: :status 200 and 204 have entries of their own; what has none begins as a literal.
    private const byte Ok = 0x88;
    private const byte NoContent = 0x89;

    protected override async Task<int> NextAsync(int most)
    {
        var due = Requests(Math.Min(most, Random.Next(1, MostAtOnce)));
        using var wire = await ConnectAsync();
        var sending = wire.SendAsync((byte[])[.. Http2Requests.Preface, .. due.SelectMany(one => Http2Requests.Post(one.Key, one.Value.Body))]);
        var (bodies, left) = (due.ToDictionary(one => one.Key, _ => new MemoryStream()), due.Count);
        while (left > 0)
        {
            if (await Http2Frame.ReadAsync(wire) is not { } frame || frame.Type is Http2Frame.GoAway or Http2Frame.Reset) throw Fault("the node ends a good connection", due.First().Value.Body, default);
            if (frame.Type == Http2Frame.Headers && frame.Payload.Span[0] is not (Ok or NoContent)) throw Fault("a bad status", due[frame.Stream].Body, frame.Payload);
            if (frame.Type == Http2Frame.Data) bodies[frame.Stream].Write(frame.Payload.Span);
            if (!frame.IsLast) continue;
            var (expected, body) = due[frame.Stream];
            if (expected.IsNone != (bodies[frame.Stream].Length == 0)) throw Fault("answered, or not", body, bodies[frame.Stream].ToArray());
            if (!expected.IsNone) Judge(expected, bodies[frame.Stream].ToArray(), body);
            left--;
        }

        await sending;
        return due.Count;
    }

    // As many as may come before the node has read any.
    private Dictionary<int, (ExpectedAnswer Expected, byte[] Body)> Requests(int count)
    {
        var calls = new BentCalls(Random, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        var due = new Dictionary<int, (ExpectedAnswer, byte[])>();
        for (var bytes = 0; due.Count < count;)
        {
            var body = calls.NextBody();
            bytes += body.Length;
            if (bytes <= Http2Requests.ConnectionBytes) due.Add((due.Count * 2) + 1, (ExpectedAnswer.To(body, FuzzTarget.BatchCalls, FuzzTarget.Depth), body));
            else if (due.Count > 0) break;
            else bytes = 0;
        }

        return due;
    }
}
