using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>Something that the CEO key signed and a block carries out.</summary>
public abstract record CeoOrder(Signature Signature)
{
    private static ReadOnlySpan<byte> Tag => "aigen-order-1"u8;

    /// <summary>The leaf of the block's orders tree.</summary>
    public Hash256 Hash
    {
        get
        {
            var writer = new WireWriter().Raw(Tag);
            WriteTo(writer);
            return writer.Hash();
        }
    }

    public abstract void WriteTo(WireWriter writer);

    public static CeoOrder ReadFrom(ref WireReader reader) => reader.Byte() switch
    {
        ShutdownOrder.Kind => ShutdownOrder.ReadBody(ref reader),
        SipDecisionOrder.Kind => SipDecisionOrder.ReadBody(ref reader),
        ReleaseOrder.Kind => ReleaseOrder.ReadBody(ref reader),
        UpgradeDecisionOrder.Kind => UpgradeDecisionOrder.ReadBody(ref reader),
        VoteOrder.Kind => VoteOrder.ReadBody(ref reader),
        var kind => throw new InvalidDataException($"There is no CEO order of kind {kind}."),
    };
}
