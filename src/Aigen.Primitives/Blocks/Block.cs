using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>A header, the producer's signature over its hash, and the body that its roots commit to.</summary>
public sealed record Block(
    BlockHeader Header,
    Signature ProducerSignature,
    IReadOnlyList<Transaction> Transactions,
    IReadOnlyList<Receipt> Receipts,
    IReadOnlyList<CeoOrder> Orders)
{
    public Hash256 Hash { get; } = Header.Hash;

    public byte[] Encode()
    {
        var writer = new WireWriter();
        Header.WriteTo(writer);
        writer.Raw(ProducerSignature.Bytes)
            .List(Transactions, static (w, transaction) => transaction.WriteTo(w))
            .List(Receipts, static (w, receipt) => receipt.WriteTo(w))
            .List(Orders, static (w, order) => order.WriteTo(w));
        return writer.ToArray();
    }

    public static Block Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        var block = new Block(
            BlockHeader.ReadFrom(ref reader),
            reader.Signature(),
            reader.List(static (ref WireReader r) => Transaction.ReadFrom(ref r)),
            reader.List(static (ref WireReader r) => Receipt.ReadFrom(ref r)),
            reader.List(static (ref WireReader r) => CeoOrder.ReadFrom(ref r)));
        reader.ExpectEnd();
        return block;
    }
}
