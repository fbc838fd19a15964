using System.Buffers;
using System.Buffers.Text;

namespace Aigen.Primitives;

/// <summary>
/// SHA-256 of the transaction as compact JSON in a fixed key order, which is what clients in every language hash. It is written by hand
/// because System.Text.Json escapes characters (a <c>+</c> of base64 becomes <c>\u002B</c>) that other languages leave alone.
/// </summary>
public static class TransactionHash
{
    public static Hash256 Of(Transaction transaction) => Hash256.Of(Preimage(transaction));

    /// <summary>The bytes that are hashed. Addresses are hex by the time they are here, so nothing needs an escape.</summary>
    public static ReadOnlySpan<byte> Preimage(Transaction transaction)
    {
        var json = new ArrayBufferWriter<byte>(384);
        json.Write("{\"sender\":\""u8);
        Text(json, transaction.Sender.Text);
        json.Write("\",\"receiver\":\""u8);
        Text(json, transaction.Receiver.Text);
        json.Write("\",\"amount\":"u8);
        Number(json, transaction.Amount.Aigen);
        json.Write(",\"timestamp\":"u8);
        Number(json, transaction.Timestamp);
        json.Write(",\"nonce\":"u8);
        Number(json, transaction.Nonce);
        json.Write(",\"priority\":"u8);
        json.Write(transaction.Priority ? "true"u8 : "false"u8);
        json.Write(",\"chain_id\":"u8);
        Number(json, transaction.ChainId);
        json.Write(",\"fee\":{\"base_fee\":"u8);
        Number(json, transaction.Fee.Base.Aigen);
        json.Write(",\"priority_fee\":"u8);
        Number(json, transaction.Fee.Priority.Aigen);
        json.Write(",\"burn_amount\":"u8);
        Number(json, transaction.Fee.Burn.Aigen);
        json.Write("},\"payload\":"u8);
        Payload(json, transaction.Payload);
        json.Write("}"u8);
        return json.WrittenSpan;
    }

    private static void Payload(ArrayBufferWriter<byte> json, byte[]? payload)
    {
        if (payload is null)
        {
            json.Write("null"u8);
            return;
        }

        json.Write("\""u8);
        Base64.EncodeToUtf8(payload, json.GetSpan(Base64.GetMaxEncodedToUtf8Length(payload.Length)), out _, out var written);
        json.Advance(written);
        json.Write("\""u8);
    }

    private static void Text(ArrayBufferWriter<byte> json, string text) =>
        json.Advance(System.Text.Encoding.ASCII.GetBytes(text, json.GetSpan(text.Length)));

    private static void Number(ArrayBufferWriter<byte> json, ulong value)
    {
        value.TryFormat(json.GetSpan(20), out var written);
        json.Advance(written);
    }

    private static void Number(ArrayBufferWriter<byte> json, long value)
    {
        value.TryFormat(json.GetSpan(20), out var written);
        json.Advance(written);
    }
}
