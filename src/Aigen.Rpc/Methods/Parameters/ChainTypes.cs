using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>The chain's own types as parameters.</summary>
internal static class ChainTypes
{
    private const string ExpectedAddress = "an address, 20 bytes in hex";
    private const string ExpectedReceipt = "the id of a completion, chatcmpl- and 32 hex digits";

    /// <summary>An address with the text that it came as, which is part of a transaction's hash.</summary>
    public static readonly FieldType<Party> Party = new(ExpectedAddress, () => HexSchema(Primitives.Address.Length), AsParty);

    public static readonly FieldType<Address> Address = new(ExpectedAddress, () => HexSchema(Primitives.Address.Length), field => AsParty(field).Address);

    public static readonly FieldType<Hash256> Hash = Bytes("a hash", Hash256.Length, Hash256.From);

    public static readonly FieldType<PublicKey> PublicKey = Bytes("a public key", Primitives.PublicKey.Length, Primitives.PublicKey.From);

    public static readonly FieldType<Signature> Signature = Bytes("a signature", Primitives.Signature.Length, Primitives.Signature.From);

    public static readonly FieldType<ReceiptId> Receipt = new(
        ExpectedReceipt, () => new JsonObject { ["type"] = "string", ["pattern"] = "^chatcmpl-[0-9a-fA-F]{32}$" },
        field => ReceiptId.TryParse(field.AsString(), out var id) ? id : throw field.Refuse(ExpectedReceipt));

    private delegate T FromBytes<out T>(ReadOnlySpan<byte> bytes);

    private static FieldType<T> Bytes<T>(string what, int length, FromBytes<T> from)
    {
        var expected = $"{what}, {length} bytes in hex";
        return new(expected, () => HexSchema(length), field =>
        {
            Span<byte> bytes = stackalloc byte[length];
            return TryReadHex(field, bytes) ? from(bytes) : throw field.Refuse(expected);
        });
    }

    private static Party AsParty(RpcField field)
    {
        var text = field.AsString();
        return Primitives.Address.Parse(text, out var address) switch
        {
            AddressParse.Ok => new Party(address, text),
            AddressParse.WrongChecksum => throw field.Refuse($"an address with the right EIP-55 checksum, {address}"),
            _ => throw field.Refuse(ExpectedAddress),
        };
    }

    // Read where it lies: a transaction comes with three or four such strings, which nobody needs as text.
    private static bool TryReadHex(RpcField field, Span<byte> bytes)
    {
        if (field.Value.ValueKind != JsonValueKind.String)
        {
            throw field.Refuse("a string");
        }

        var text = JsonMarshal.GetRawUtf8Value(field.Value)[1..^1];
        return text.Contains((byte)'\\') ? Hex.TryDecode(field.AsString(), bytes) : Hex.TryDecode(text, bytes);
    }

    private static JsonObject HexSchema(int bytes) => new() { ["type"] = "string", ["pattern"] = $"^(0x)?[0-9a-fA-F]{{{2 * bytes}}}$" };
}
