using System.Buffers;
using System.Buffers.Text;
using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>
/// SHA-256 of the transaction as compact JSON in a fixed key order, which is what clients in every language hash. It is written by hand
/// because System.Text.Json escapes characters (a <c>+</c> of base64 becomes <c>\u002B</c>) that other languages leave alone.
/// </summary>
public static class TransactionHash
{
    // Keys and punctuation come to 147 bytes, two addresses to 84, seven numbers of up to 20 digits to 140, true, false or null to 9.
    private const int MostWithoutPayload = 384;

    private const int LongestAddress = 2 + (2 * Address.Length);

    public static Hash256 Of(Transaction transaction) => Of(new Content(transaction, stackalloc byte[2 * LongestAddress]));

    /// <summary>The hash of a transaction in its stored form, read to its end without a look at what it means: some four times faster.</summary>
    public static Hash256 ReadFrom(ref WireReader reader)
    {
        var content = new Content(ref reader);
        reader.Raw(PublicKey.Length + Signature.Length);
        if (reader.Flag())
        {
            reader.Raw(Signature.Length);
        }

        return Of(content);
    }

    /// <summary>The bytes that are hashed.</summary>
    public static byte[] Preimage(Transaction transaction)
    {
        var content = new Content(transaction, stackalloc byte[2 * LongestAddress]);
        var buffer = new byte[MostLength(content)];
        return buffer[..Write(content, buffer)];
    }

    private static Hash256 Of(in Content content)
    {
        var length = MostLength(content);
        var rented = length > MostWithoutPayload ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> buffer = rented ?? stackalloc byte[MostWithoutPayload];
        var hash = Hash256.Of(buffer[..Write(content, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    private static int MostLength(in Content content) => MostWithoutPayload + Base64.GetMaxEncodedToUtf8Length(content.Payload.Length);

    // Addresses are hex by the time they are here, so nothing needs an escape.
    private static int Write(in Content content, Span<byte> buffer)
    {
        var json = new Utf8Text(buffer);
        json.Put("{\"sender\":\""u8);
        json.Put(content.Sender);
        json.Put("\",\"receiver\":\""u8);
        json.Put(content.Receiver);
        json.Put("\",\"amount\":"u8);
        json.Put(content.Amount);
        json.Put(",\"timestamp\":"u8);
        json.Put(content.Timestamp);
        json.Put(",\"nonce\":"u8);
        json.Put(content.Nonce);
        json.Put(",\"priority\":"u8);
        json.Put(content.Priority ? "true"u8 : "false"u8);
        json.Put(",\"chain_id\":"u8);
        json.Put(content.ChainId);
        json.Put(",\"fee\":{\"base_fee\":"u8);
        json.Put(content.BaseFee);
        json.Put(",\"priority_fee\":"u8);
        json.Put(content.PriorityFee);
        json.Put(",\"burn_amount\":"u8);
        json.Put(content.BurnFee);
        json.Put("},\"payload\":"u8);
        json.PutBase64(content.HasPayload, content.Payload);
        json.Put("}"u8);
        return json.Length;
    }

    /// <summary>What is hashed, out of a transaction or of its bytes.</summary>
    private readonly ref struct Content
    {
        public readonly ReadOnlySpan<byte> Sender, Receiver, Payload;
        public readonly ulong Amount, Nonce, ChainId, BaseFee, PriorityFee, BurnFee;
        public readonly long Timestamp;
        public readonly bool Priority, HasPayload;

        public Content(Transaction transaction, Span<byte> addresses)
        {
            var length = System.Text.Encoding.ASCII.GetBytes(transaction.Sender.Text, addresses);
            Sender = addresses[..length];
            Receiver = addresses.Slice(length, System.Text.Encoding.ASCII.GetBytes(transaction.Receiver.Text, addresses[length..]));
            (Amount, Timestamp, Nonce) = (transaction.Amount.Aigen, transaction.Timestamp, transaction.Nonce);
            (Priority, ChainId) = (transaction.Priority, transaction.ChainId);
            (BaseFee, PriorityFee, BurnFee) = (transaction.Fee.Base.Aigen, transaction.Fee.Priority.Aigen, transaction.Fee.Burn.Aigen);
            HasPayload = transaction.Payload is not null;
            Payload = transaction.Payload;
        }

        public Content(ref WireReader reader)
        {
            Sender = ReadAddress(ref reader);
            Receiver = ReadAddress(ref reader);
            (Amount, Timestamp, Nonce) = (reader.UInt64(), reader.Int64(), reader.UInt64());
            (Priority, ChainId) = (reader.Flag(), reader.UInt64());
            (BaseFee, PriorityFee, BurnFee) = (reader.UInt64(), reader.UInt64(), reader.UInt64());
            HasPayload = reader.Flag();
            Payload = HasPayload ? reader.Bytes() : default;
        }

        // Whether it is one is not looked at, but only what is no longer fits where it is hashed.
        private static ReadOnlySpan<byte> ReadAddress(ref WireReader reader) => reader.Bytes() is { Length: <= LongestAddress } text
            ? text
            : throw new InvalidDataException($"The text of an address has more than {LongestAddress} bytes.");
    }

    /// <summary>Text that grows in a buffer of sufficient length.</summary>
    private ref struct Utf8Text(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;

        public int Length { get; private set; }

        public void Put(ReadOnlySpan<byte> text)
        {
            text.CopyTo(_buffer[Length..]);
            Length += text.Length;
        }

        public void Put(ulong number)
        {
            number.TryFormat(_buffer[Length..], out var written);
            Length += written;
        }

        public void Put(long number)
        {
            number.TryFormat(_buffer[Length..], out var written);
            Length += written;
        }

        public void PutBase64(bool hasBytes, ReadOnlySpan<byte> bytes)
        {
            if (!hasBytes)
            {
                Put("null"u8);
                return;
            }

            Put("\""u8);
            Base64.EncodeToUtf8(bytes, _buffer[Length..], out _, out var written);
            Length += written;
            Put("\""u8);
        }
    }
}
