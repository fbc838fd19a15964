using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>Makes a release that waits the active one of its model, or rejects it.</summary>
/// <param name="UpgradeId">The release's id, <c>MODEL@VERSION</c>.</param>
/// <param name="Reason">Why it is rejected; null approves it.</param>
public sealed record UpgradeDecisionOrder(long Timestamp, string UpgradeId, string? Reason, Signature Signature) : DatedOrder(Timestamp, Signature)
{
    internal const byte Kind = 4;

    public override byte[] MessageToSign(uint networkMagic) => System.Text.Encoding.UTF8.GetBytes(
        Reason is null ? $"approve_upgrade:{networkMagic}:{Timestamp}:{UpgradeId}" : $"reject_upgrade:{networkMagic}:{Timestamp}:{UpgradeId}:{Reason}");

    public override void WriteTo(WireWriter writer)
    {
        writer.Byte(Kind).Int64(Timestamp).Text(UpgradeId).Flag(Reason is not null);
        if (Reason is not null)
        {
            writer.Text(Reason);
        }

        writer.Raw(Signature.Bytes);
    }

    internal static UpgradeDecisionOrder ReadBody(ref WireReader reader) =>
        new(reader.Int64(), reader.Text(), reader.Flag() ? reader.Text() : null, reader.Signature());
}
