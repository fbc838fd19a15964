using Aigen.Fuzz;

namespace Aigen.Node.Tests.Fuzz.WebSockets;

/// <summary>Sends frames that are none any more, each time on a WebSocket of its own, and reads what comes until the node has hung up.</summary>
internal sealed class BentWebSocketLane(FuzzTarget target, int seed) : Lane(target, seed)
{
    // RFC 6455, section 7.4.1: going away, protocol error, unacceptable data, no text, policy, too large; 0 is a farewell without a code.
    private static readonly int[] Farewells = [0, 1000, 1001, 1002, 1003, 1007, 1008, 1009];

    protected override async Task<int> NextAsync(int most)
    {
        using var wire = await ConnectAsync();
        await Handshake.UpgradeAsync(wire, null);
        var sent = Bent();
        await wire.SendAsync(sent);
        wire.EndSending();
        var reader = new FrameReader(wire);
        try
        {
            while (await reader.ReadAsync() is not null)
            {
            }
        }
        catch (InvalidDataException e)
        {
            throw Fault(e.Message, sent, wire.Unread);
        }

        // What it echoes is whatever code the client gave.
        if (reader.CloseCode is { } code && !Farewells.Contains(code) && !HasCode(sent, code)) throw Fault($"the node said goodbye with {code}", sent, wire.Unread);
        await wire.ReadToEndAsync();
        return 1;
    }

    private static bool HasCode(byte[] sent, int code) => sent.AsSpan().IndexOf([(byte)(code >> 8), (byte)code]) >= 0;

    private byte[] Bent()
    {
        var body = new BentCalls(Random, DateTimeOffset.UtcNow.ToUnixTimeSeconds()).NextBody();
        var good = new Frame(true, Frame.Text, body).Masked(0);
        return Random.Next(8) switch
        {
            0 => new Frame(Random.Next(2) == 0, Random.Next(16), body).Masked((uint)Random.Next()),
            1 => new Frame(true, Frame.Close, CloseReason()).Masked(0),
            2 => [.. new Frame(false, Frame.Text, body).Masked(0), .. new Frame(true, Frame.Text, body).Masked(0)],
            3 => [.. new Frame(true, Frame.Close, CloseReason()).Masked(0), .. good],
            4 => WithLength(good),
            5 => [.. new Frame(Random.Next(2) == 0, Random.Next(8, 11), new byte[Random.Next(200)]).Masked(0), .. good],
            6 => good[..Random.Next(good.Length)],
            _ => ByteMutation.Bend(good, Random),
        };
    }

    private byte[] CloseReason() => Random.Next(4) == 0
        ? ByteMutation.Noise(Random.Next(130), Random)
        : [(byte)Random.Next(2, 20), (byte)Random.Next(256), .. ByteMutation.Noise(Random.Next(8), Random)];

    // A length that is not the one of what follows, 2^63 among them.
    private byte[] WithLength(byte[] good)
    {
        var length = ByteMutation.Noise(8, Random);
        if (Random.Next(2) == 0) length[0] = 0x80;
        return [good[0], (byte)(Random.Next(2) == 0 ? 0xFF : 0x7F), .. length, .. good[2..]];
    }
}
