using System.Buffers;
using System.Buffers.Text;

namespace Aigen.Primitives;

/// <summary>
/// SHA-256 of the transaction as compact JSON in a fixed key order, which is what clients in every language hash. It is written by hand
/// because System.Text.Json escapes characters (a <c>+</c> of base64 becomes <c>\u002B</c>) that other languages leave alone.
/// </summary>
public static class TransactionHash
{
    // Keys and punctuation come to 147 bytes, two addresses to 84, seven numbers of up to 20 digits to 140, true, false or null to 9.
    private const int MostWithoutPayload = 384;

    public static Hash256 Of(Transaction transaction)
    {
        var length = MostWithoutPayload + Base64.GetMaxEncodedToUtf8Length(transaction.Payload?.Length ?? 0);
        var rented = length > MostWithoutPayload ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> buffer = rented ?? stackalloc byte[MostWithoutPayload];
        var hash = Hash256.Of(buffer[..Write(transaction, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    /// <summary>The bytes that are hashed.</summary>
    public static byte[] Preimage(Transaction transaction)
    {
        var buffer = new byte[MostWithoutPayload + Base64.GetMaxEncodedToUtf8Length(transaction.Payload?.Length ?? 0)];
        return buffer[..Write(transaction, buffer)];
    }

    // Addresses are hex by the time they are here, so nothing needs an escape.
    private static int Write(Transaction transaction, Span<byte> buffer)
    {
        var json = new Utf8Text(buffer);
        json.Put("{\"sender\":\""u8);
        json.Put(transaction.Sender.Text);
        json.Put("\",\"receiver\":\""u8);
        json.Put(transaction.Receiver.Text);
        json.Put("\",\"amount\":"u8);
        json.Put(transaction.Amount.Aigen);
        json.Put(",\"timestamp\":"u8);
        json.Put(transaction.Timestamp);
        json.Put(",\"nonce\":"u8);
        json.Put(transaction.Nonce);
        json.Put(",\"priority\":"u8);
        json.Put(transaction.Priority ? "true"u8 : "false"u8);
        json.Put(",\"chain_id\":"u8);
        json.Put(transaction.ChainId);
        json.Put(",\"fee\":{\"base_fee\":"u8);
        json.Put(transaction.Fee.Base.Aigen);
        json.Put(",\"priority_fee\":"u8);
        json.Put(transaction.Fee.Priority.Aigen);
        json.Put(",\"burn_amount\":"u8);
        json.Put(transaction.Fee.Burn.Aigen);
        json.Put("},\"payload\":"u8);
        json.PutBase64(transaction.Payload);
        json.Put("}"u8);
        return json.Length;
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

        public void Put(string ascii) => Length += System.Text.Encoding.ASCII.GetBytes(ascii, _buffer[Length..]);

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

        public void PutBase64(byte[]? bytes)
        {
            if (bytes is null)
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
