namespace Aigen.Primitives;

/// <summary>An order whose message has the time of signing: it is good for some minutes.</summary>
/// <param name="Timestamp">Unix seconds at which the CEO signed.</param>
public abstract record DatedOrder(long Timestamp, Signature Signature) : CeoOrder(Signature)
{
    public abstract byte[] MessageToSign(uint networkMagic);
}
