using System.Runtime.CompilerServices;
using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>A signed transfer of AIGEN, which may carry a call to a module of the chain in its payload.</summary>
public sealed record Transaction
{
    // Computed when first asked for; two threads that both do so come to the same. A hash is wider than a word, hence the box.
    private StrongBox<Hash256>? _hash;
    private byte[]? _encoded;

    public Transaction()
    {
    }

    /// <summary>A copy has neither hash nor bytes of its original, since its fields may differ.</summary>
    private Transaction(Transaction original)
    {
        Sender = original.Sender;
        Receiver = original.Receiver;
        Amount = original.Amount;
        Timestamp = original.Timestamp;
        Nonce = original.Nonce;
        Priority = original.Priority;
        ChainId = original.ChainId;
        Fee = original.Fee;
        Payload = original.Payload;
        SenderPublicKey = original.SenderPublicKey;
        Signature = original.Signature;
        CeoSignature = original.CeoSignature;
    }

    public required Party Sender { get; init; }

    public required Party Receiver { get; init; }

    public required Amount Amount { get; init; }

    /// <summary>Unix seconds, as the sender's clock had it.</summary>
    public required long Timestamp { get; init; }

    public required ulong Nonce { get; init; }

    /// <summary>Asked for by the CEO wallet, it goes first and pays no fee; of anybody else it changes nothing.</summary>
    public bool Priority { get; init; }

    public required ulong ChainId { get; init; }

    public required Fee Fee { get; init; }

    /// <summary>Null and empty are different transactions: the hash has <c>null</c> for one and <c>""</c> for the other.</summary>
    public byte[]? Payload { get; init; }

    public PublicKey SenderPublicKey { get; init; }

    public Signature Signature { get; init; }

    public Signature? CeoSignature { get; init; }

    /// <summary>Identifies the transaction; neither the public key nor a signature is part of it.</summary>
    public Hash256 Hash => (_hash ??= new StrongBox<Hash256>(TransactionHash.Of(this))).Value;

    /// <summary>The bytes in which it is stored.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded ??= Encode();

    public bool Equals(Transaction? other) => other is not null && Encoded.SequenceEqual(other.Encoded);

    public override int GetHashCode() => Hash.GetHashCode();

    public void WriteTo(WireWriter writer) => writer.Raw(Encoded);

    private byte[] Encode()
    {
        var writer = new WireWriter();
        writer.Text(Sender.Text).Text(Receiver.Text).UInt64(Amount.Aigen).Int64(Timestamp).UInt64(Nonce).Flag(Priority).UInt64(ChainId)
            .UInt64(Fee.Base.Aigen).UInt64(Fee.Priority.Aigen).UInt64(Fee.Burn.Aigen).Flag(Payload is not null);
        if (Payload is not null)
        {
            writer.Bytes(Payload);
        }

        writer.Raw(SenderPublicKey.Bytes).Raw(Signature.Bytes).Flag(CeoSignature is not null);
        if (CeoSignature is { } signature)
        {
            writer.Raw(signature.Bytes);
        }

        return writer.ToArray();
    }

    public static Transaction ReadFrom(ref WireReader reader) => new()
    {
        Sender = ReadParty(ref reader),
        Receiver = ReadParty(ref reader),
        Amount = new Amount(reader.UInt64()),
        Timestamp = reader.Int64(),
        Nonce = reader.UInt64(),
        Priority = reader.Flag(),
        ChainId = reader.UInt64(),
        Fee = new Fee(new Amount(reader.UInt64()), new Amount(reader.UInt64()), new Amount(reader.UInt64())),
        Payload = reader.Flag() ? reader.Bytes().ToArray() : null,
        SenderPublicKey = reader.PublicKey(),
        Signature = reader.Signature(),
        CeoSignature = reader.Flag() ? reader.Signature() : null,
    };

    public static Transaction Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        var transaction = ReadFrom(ref reader);
        reader.ExpectEnd();
        return transaction;
    }

    private static Party ReadParty(ref WireReader reader)
    {
        var text = reader.Text();
        return Address.TryParse(text, out var address)
            ? new Party(address, text)
            : throw new InvalidDataException($"'{text}' is not an address.");
    }
}
