using System.Text.Json;

namespace Aigen.Node.Tests.Fuzz.WebSockets;

/// <summary>Puts the frames of a node together: its messages, its pongs, and its farewell.</summary>
internal sealed class FrameReader(Wire wire)
{
    private readonly MemoryStream _message = new();

    public int Pongs { get; private set; }

    /// <summary>With what it said goodbye; null before that.</summary>
    public int? CloseCode { get; private set; }

    /// <summary>The next message; undefined for a pong, null where no more come.</summary>
    /// <exception cref="InvalidDataException">A frame or a message is none.</exception>
    public async Task<JsonElement?> ReadAsync()
    {
        while (await Frame.ReadAsync(wire) is { } frame)
        {
            switch (frame.Opcode)
            {
                case Frame.Close:
                    CloseCode = frame.Payload.Length < 2 ? 0 : (frame.Payload.Span[0] << 8) | frame.Payload.Span[1];
                    return null;
                case Frame.Pong:
                    Pongs++;
                    return default(JsonElement);
                case Frame.Ping:
                    continue;
            }

            _message.Write(frame.Payload.Span);
            if (!frame.IsLast) continue;
            var message = JsonElement.Parse(_message.ToArray());
            _message.SetLength(0);
            return message;
        }

        return null;
    }
}
