using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>A header that its producer signed, and the body that its roots commit to.</summary>
public sealed record Block(
    SignedHeader SignedHeader,
    IReadOnlyList<Transaction> Transactions,
    IReadOnlyList<Receipt> Receipts,
    IReadOnlyList<CeoOrder> Orders)
{
    public BlockHeader Header => SignedHeader.Header;

    public Signature ProducerSignature => SignedHeader.ProducerSignature;

    public Hash256 Hash => SignedHeader.Hash;

    public byte[] Encode()
    {
        var writer = new WireWriter();
        SignedHeader.WriteTo(writer);
        writer.List(Transactions, static (w, transaction) => transaction.WriteTo(w))
            .List(Receipts, static (w, receipt) => receipt.WriteTo(w))
            .List(Orders, static (w, order) => order.WriteTo(w));
        return writer.ToArray();
    }

    public static Block Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        var block = new Block(
            SignedHeader.ReadFrom(ref reader),
            reader.List(static (ref WireReader r) => Transaction.ReadFrom(ref r)),
            reader.List(static (ref WireReader r) => Receipt.ReadFrom(ref r)),
            reader.List(static (ref WireReader r) => CeoOrder.ReadFrom(ref r)));
        reader.ExpectEnd();
        return block;
    }
}
