namespace Aigen.Rpc.WebSockets;

/// <summary>Follows the frames of a client (RFC 6455, section 5.2) from header to header, to know whether its close frame has come.</summary>
internal sealed class FrameTrail
{
    private const int CloseOpcode = 8;
    private const int LengthIn2Bytes = 126;
    private const int LengthIn8Bytes = 127;
    private const int MaskBytes = 4;

    private int _position;
    private int _opcode;
    private int _lengthBytes;
    private bool _isMasked;
    private ulong _length;
    private ulong _rest;

    /// <summary>The close frame has come as a whole: nothing may follow it.</summary>
    public bool HasEnded { get; private set; }

    public void Follow(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !HasEnded)
        {
            if (_rest == 0)
            {
                ReadHeader(bytes[0]);
                bytes = bytes[1..];
                continue;
            }

            var skipped = (int)Math.Min(_rest, (ulong)bytes.Length);
            _rest -= (ulong)skipped;
            bytes = bytes[skipped..];
            if (_rest == 0) EndFrame();
        }
    }

    private void ReadHeader(byte next)
    {
        if (_position == 0) _opcode = next & 0x0F;
        else if (_position == 1) ReadLength(next);
        else (_length, _lengthBytes) = ((_length << 8) | next, _lengthBytes - 1);
        if (++_position < 2 || _lengthBytes > 0) return;

        // A length of 2^64 is nobody's; it only must not begin anew at zero.
        _rest = Math.Min(_length, ulong.MaxValue - MaskBytes) + (_isMasked ? MaskBytes : 0UL);
        if (_rest == 0) EndFrame();
    }

    private void ReadLength(byte next)
    {
        _isMasked = (next & 0x80) != 0;
        var length = next & 0x7F;
        _lengthBytes = length switch
        {
            LengthIn2Bytes => 2,
            LengthIn8Bytes => 8,
            _ => 0,
        };
        _length = _lengthBytes == 0 ? (ulong)length : 0;
    }

    private void EndFrame()
    {
        HasEnded = _opcode == CloseOpcode;
        _position = 0;
    }
}
