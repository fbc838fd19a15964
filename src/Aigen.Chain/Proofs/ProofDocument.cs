using System.Text.Encodings.Web;
using System.Text.Json;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>A proof as the one JSON document that travels. What counts stands in it as hex; the rest is for people, and is checked too.</summary>
public static class ProofDocument
{
    public const string Format = "aigen-proof-1";

    internal const string TransactionKind = "transaction";
    internal const string ReceiptKind = "receipt";
    internal const string AccountKind = "account";

    // It is no part of a page, so only what JSON itself requires is escaped.
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Encode(ChainProof proof)
    {
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Indented))
        {
            Write(json, proof);
        }

        return text.ToArray();
    }

    public static void Write(Utf8JsonWriter json, ChainProof proof)
    {
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("kind", KindOf(proof));
        json.WriteNumber("block_height", proof.Header.Height);
        json.WriteString("block_hash", proof.Header.Hash.ToString());
        json.WriteString("header", Hex.Encode(proof.Header.Encode().AsSpan(..^Signature.Length)));
        json.WriteString("producer_signature", proof.Header.ProducerSignature.ToString());
        WriteItem(json, proof);
        json.WriteEndObject();
    }

    private static string KindOf(ChainProof proof) => proof switch
    {
        TransactionProof => TransactionKind,
        ReceiptProof => ReceiptKind,
        _ => AccountKind,
    };

    private static void WriteItem(Utf8JsonWriter json, ChainProof proof)
    {
        switch (proof)
        {
            case TransactionProof transaction:
                WritePath(json, transaction.Path.Index, transaction.Path.LeafCount, transaction.Path.Siblings);
                json.WriteString("item", Hex.Encode(transaction.Transaction.Encoded));
                ProofFields.Write(json, transaction.Transaction);
                break;
            case ReceiptProof receipt:
                WritePath(json, receipt.Path.Index, receipt.Path.LeafCount, receipt.Path.Siblings);
                json.WriteString("item", Hex.Encode(receipt.Receipt.Encode()));
                ProofFields.Write(json, receipt.Receipt);
                break;
            case AccountProof account:
                WriteAccount(json, account);
                break;
        }
    }

    private static void WritePath(Utf8JsonWriter json, uint index, uint leafCount, IReadOnlyList<Hash256> siblings)
    {
        json.WriteNumber("index", index);
        json.WriteNumber("leaf_count", leafCount);
        WriteSiblings(json, siblings);
    }

    private static void WriteAccount(Utf8JsonWriter json, AccountProof proof)
    {
        WriteSiblings(json, proof.State.Siblings);
        json.WriteString("key", Hex.Encode(StateKey.Account(proof.Address).Bytes));
        json.WriteString("value", proof.State.Value is { } value ? Hex.Encode(value) : null);
        if (proof.State.Other is { } other)
        {
            json.WriteStartObject("other");
            json.WriteString("key_hash", other.KeyHash.ToString());
            json.WriteString("value_hash", other.ValueHash.ToString());
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("other");
        }

        ProofFields.Write(json, proof);
    }

    private static void WriteSiblings(Utf8JsonWriter json, IReadOnlyList<Hash256> siblings)
    {
        json.WriteStartArray("siblings");
        foreach (var sibling in siblings)
        {
            json.WriteStringValue(sibling.ToString());
        }

        json.WriteEndArray();
    }
}
