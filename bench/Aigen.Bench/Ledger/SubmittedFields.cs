using System.Text.Json;

namespace Aigen.Bench;

/// <summary>The fields of a submitted transfer as they stand in the request: text without escapes, read in one pass.</summary>
internal ref struct SubmittedFields
{
    public ReadOnlySpan<byte> Sender;
    public ReadOnlySpan<byte> Receiver;
    public ReadOnlySpan<byte> Amount;
    public ReadOnlySpan<byte> Timestamp;
    public ReadOnlySpan<byte> Nonce;
    public ReadOnlySpan<byte> Priority;
    public ReadOnlySpan<byte> ChainId;
    public ReadOnlySpan<byte> FeeBase;
    public ReadOnlySpan<byte> FeePriority;
    public ReadOnlySpan<byte> FeeBurn;
    public ReadOnlySpan<byte> PublicKey;
    public ReadOnlySpan<byte> Signature;

    public static SubmittedFields Read(ReadOnlySpan<byte> body)
    {
        var fields = default(SubmittedFields);
        var json = new Utf8JsonReader(body);
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.ValueSpan;
                json.Read();
                fields.Set(name, json.ValueSpan);
            }
        }

        return fields;
    }

    private void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("sender"u8)) Sender = value;
        else if (name.SequenceEqual("receiver"u8)) Receiver = value;
        else if (name.SequenceEqual("amount"u8)) Amount = value;
        else if (name.SequenceEqual("timestamp"u8)) Timestamp = value;
        else if (name.SequenceEqual("nonce"u8)) Nonce = value;
        else if (name.SequenceEqual("priority"u8)) Priority = value;
        else if (name.SequenceEqual("chain_id"u8)) ChainId = value;
        else if (name.SequenceEqual("fee_base"u8)) FeeBase = value;
        else if (name.SequenceEqual("fee_priority"u8)) FeePriority = value;
        else if (name.SequenceEqual("fee_burn"u8)) FeeBurn = value;
        else if (name.SequenceEqual("sender_public_key"u8)) PublicKey = value;
        else if (name.SequenceEqual("signature"u8)) Signature = value;
    }
}
