using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>Stops every write and every completion of the network for good.</summary>
/// <param name="Nonce">Chosen by the CEO, to tell two orders of one second apart.</param>
public sealed record ShutdownOrder(long Timestamp, ulong Nonce, string Reason, Signature Signature) : DatedOrder(Timestamp, Signature)
{
    internal const byte Kind = 1;

    public override byte[] MessageToSign(uint networkMagic) =>
        System.Text.Encoding.UTF8.GetBytes($"shutdown:{networkMagic}:{Timestamp}:{Nonce}:{Reason}");

    public override void WriteTo(WireWriter writer) =>
        writer.Byte(Kind).Int64(Timestamp).UInt64(Nonce).Text(Reason).Raw(Signature.Bytes);

    internal static ShutdownOrder ReadBody(ref WireReader reader) =>
        new(reader.Int64(), reader.UInt64(), reader.Text(), reader.Signature());
}
