using System.Text;
using Aigen.Node.Tests.Fuzz.Http;

namespace Aigen.Node.Tests.Fuzz.WebSockets;

/// <summary>Makes a WebSocket of a connection (RFC 6455, section 4).</summary>
internal static class Handshake
{
    private const int SwitchingProtocols = 101;

    public static byte[] Request(string? bearerToken)
    {
        var token = bearerToken is null ? "" : $"Authorization: Bearer {bearerToken}\r\n";
        return Encoding.ASCII.GetBytes(
            $"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{token}\r\n");
    }

    public static async Task UpgradeAsync(Wire wire, string? bearerToken)
    {
        await wire.SendAsync(Request(bearerToken));
        var answer = await HttpAnswer.ReadAsync(wire);
        if (answer?.Status != SwitchingProtocols) throw new InvalidDataException($"no WebSocket: {answer}");
    }
}
