using System.Text.Json;
using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>Reads the document of a proof: strictly, so that no field of it says anything but what its bytes say.</summary>
public static class ProofReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    public static ProofReading Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var proof = Read(document.RootElement);
            return CheckFields(document.RootElement, proof) is { } failure ? new ProofReading(null, failure) : new ProofReading(proof, null);
        }
        catch (JsonException e)
        {
            return new ProofReading(null, new ProofFailure("document", $"not JSON: {e.Message}"));
        }
        catch (InvalidOperationException)
        {
            // How the reader says, once it is asked for a text, that its bytes are not UTF-8 or its escapes half a character.
            return new ProofReading(null, new ProofFailure("document", "it has text that is not Unicode"));
        }
        catch (InvalidDataException e)
        {
            return new ProofReading(null, new ProofFailure("document", e.Message));
        }
    }

    private static ChainProof Read(JsonElement root)
    {
        if (Text(root, "format") is var format && format != ProofDocument.Format)
        {
            throw new InvalidDataException($"its format is '{format}', this program reads {ProofDocument.Format}");
        }

        var header = SignedHeader.Decode([.. Bytes(root, "header"), .. Bytes(root, "producer_signature")]);
        return Text(root, "kind") switch
        {
            ProofDocument.TransactionKind => new TransactionProof(header, Transaction.Decode(Bytes(root, "item")), Path(root)),
            ProofDocument.ReceiptKind => new ReceiptProof(header, Receipt.Decode(Bytes(root, "item")), Path(root)),
            ProofDocument.AccountKind => Account(root, header),
            var kind => throw new InvalidDataException($"its kind is '{kind}', known are transaction, receipt and account"),
        };
    }

    private static MerkleProof Path(JsonElement root) => new(Number(root, "index"), Number(root, "leaf_count"), Siblings(root));

    private static AccountProof Account(JsonElement root, SignedHeader header)
    {
        var key = Bytes(root, "key");
        if (key.Length != 1 + Address.Length || !StateKey.Account(Address.From(key.AsSpan(1))).Bytes.SequenceEqual(key))
        {
            throw new InvalidDataException($"key is {Hex.Encode(key)}, expected 0x01 and the {Address.Length} bytes of an address");
        }

        var value = IsNull(root, "value") ? null : Bytes(root, "value");
        if (value is not null && value.Length != Chain.Account.EncodedLength)
        {
            throw new InvalidDataException($"value has {value.Length} bytes, an account has {Chain.Account.EncodedLength}");
        }

        OtherLeaf? other = IsNull(root, "other") ? null : new OtherLeaf(Hash(Field(root, "other"), "key_hash"), Hash(Field(root, "other"), "value_hash"));
        return new AccountProof(header, Address.From(key.AsSpan(1)), new StateProof(Siblings(root), value, other));
    }

    // The document that the proof makes is the only one that it may have come in.
    private static ProofFailure? CheckFields(JsonElement given, ChainProof proof)
    {
        using var expected = JsonDocument.Parse(ProofDocument.Encode(proof));
        return CheckFields(given, expected.RootElement, string.Empty);
    }

    private static ProofFailure? CheckFields(JsonElement given, JsonElement expected, string path)
    {
        foreach (var field in given.EnumerateObject())
        {
            var name = path + field.Name;
            if (!expected.TryGetProperty(field.Name, out var value))
            {
                return new ProofFailure("fields", $"{name} is not a field of such a proof");
            }

            if (field.Value.ValueKind == JsonValueKind.Object && value.ValueKind == JsonValueKind.Object)
            {
                if (CheckFields(field.Value, value, $"{name}.") is { } failure)
                {
                    return failure;
                }
            }
            else if (!SaysTheSame(value, field.Value))
            {
                return new ProofFailure("fields", $"{name} does not say what the bytes say", value.GetRawText(), field.Value.GetRawText());
            }
        }

        var missing = expected.EnumerateObject().Where(field => !given.TryGetProperty(field.Name, out _)).Select(field => path + field.Name);
        return missing.FirstOrDefault() is { } first ? new ProofFailure("fields", $"{first} is missing") : null;
    }

    // Numbers by their digits: a number has one spelling here, and DeepEquals throws at an exponent that it finds too large.
    private static bool SaysTheSame(JsonElement expected, JsonElement given) => expected.ValueKind == JsonValueKind.Number
        ? given.ValueKind == JsonValueKind.Number && given.GetRawText() == expected.GetRawText()
        : JsonElement.DeepEquals(expected, given);

    private static JsonElement Field(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) ? value : throw new InvalidDataException($"it has no {name}");

    private static bool IsNull(JsonElement root, string name) => Field(root, name).ValueKind == JsonValueKind.Null;

    private static string Text(JsonElement root, string name) => Text(Field(root, name), () => name);

    private static string Text(JsonElement value, Func<string> name) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new InvalidDataException($"{name()} is {value.GetRawText()}, expected text");

    private static byte[] Bytes(JsonElement root, string name) =>
        Hex.TryDecode(Text(root, name), out var bytes) ? bytes : throw new InvalidDataException($"{name} is not hex");

    private static Hash256 Hash(JsonElement root, string name) =>
        Hash256.TryParse(Text(root, name), out var hash) ? hash : throw new InvalidDataException($"{name} is not 32 bytes in hex");

    private static uint Number(JsonElement root, string name) =>
        Field(root, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetUInt32(out var number)
            ? number
            : throw new InvalidDataException($"{name} is {Field(root, name).GetRawText()}, expected a whole number up to {uint.MaxValue}");

    private static Hash256[] Siblings(JsonElement root) => Field(root, "siblings") is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(Sibling)]
        : throw new InvalidDataException("siblings is no list");

    private static Hash256 Sibling(JsonElement item, int index) => Hash256.TryParse(Text(item, () => $"sibling {index}"), out var hash)
        ? hash
        : throw new InvalidDataException($"sibling {index} is not 32 bytes in hex");
}

/// <summary>The proof, or else what is wrong with its document.</summary>
public sealed record ProofReading(ChainProof? Proof, ProofFailure? Failure);
