using Aigen.Fuzz;

namespace Aigen.Node.Tests.Fuzz.Http2;

/// <summary>Sends HTTP/2 that is none any more, each time on a connection of its own, and reads what comes until the node has hung up.</summary>
internal sealed class BentHttp2Lane(FuzzTarget target, int seed) : Lane(target, seed)
{
    // RFC 7541, appendix A: the entry of :status 500.
    private const byte InternalError = 0x8E;

    protected override async Task<int> NextAsync(int most)
    {
        var sent = Bent();
        using var wire = await ConnectAsync();
        await wire.SendAsync(sent);
        wire.EndSending();
        while (await Http2Frame.ReadAsync(wire) is { } frame)
        {
            if (frame.Type == Http2Frame.Headers && frame.Payload.Length > 0 && frame.Payload.Span[0] == InternalError) throw Fault("status 500", sent, frame.Payload);
        }

        await wire.ReadToEndAsync();
        return 1;
    }

    private byte[] Bent()
    {
        var body = new BentCalls(Random, DateTimeOffset.UtcNow.ToUnixTimeSeconds()).NextBody();
        var (preface, post) = (Http2Requests.Preface, Http2Requests.Post(1, body));
        return Random.Next(6) switch
        {
            0 => [.. preface, .. ByteMutation.Noise(Random.Next(200), Random)],
            1 => [.. preface, .. Any(), .. post],
            2 => [.. preface, .. post, .. Any(), .. post],
            3 => [.. preface, .. post[..Random.Next(post.Length)]],
            4 => ByteMutation.Bend([.. preface, .. post], Random),
            _ => [.. preface, .. ByteMutation.Bend(post, Random)],
        };
    }

    // A frame of any type, known or not, with any flags, on any stream.
    private byte[] Any() =>
        new Http2Frame(Random.Next(12), Random.Next(256), Random.Next(4) == 0 ? Random.Next() : Random.Next(4), ByteMutation.Noise(Random.Next(40), Random)).Bytes;
}
