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

    public static readonly FieldType<Address> Address = new(ExpectedAddress, () => HexSchema(Primitives.Address.Length), AsAddress);

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
        return new Party(Accept(field, Primitives.Address.Parse(text, out var address), address), text);
    }

    private static Address AsAddress(RpcField field) => TryFindPlain(field, out var text)
        ? Accept(field, Primitives.Address.Parse(text, out var address), address)
        : AsParty(field).Address;

    private static Address Accept(RpcField field, AddressParse parse, Address address) => parse switch
    {
        AddressParse.Ok => address,
        AddressParse.WrongChecksum => throw field.Refuse($"an address with the right EIP-55 checksum, {address}"),
        _ => throw field.Refuse(ExpectedAddress),
    };

    private static bool TryReadHex(RpcField field, Span<byte> bytes) =>
        TryFindPlain(field, out var text) ? Hex.TryDecode(text, bytes) : Hex.TryDecode(field.AsString(), bytes);

    // A string that is read where it lies: a transaction comes with three or four such, which nobody needs as text. False for one with escapes.
    private static bool TryFindPlain(RpcField field, out ReadOnlySpan<byte> text)
    {
        text = field.Value.ValueKind == JsonValueKind.String
            ? JsonMarshal.GetRawUtf8Value(field.Value)[1..^1]
            : throw field.Refuse("a string");
        return !text.Contains((byte)'\\');
    }

    private static JsonObject HexSchema(int bytes) => new() { ["type"] = "string", ["pattern"] = $"^(0x)?[0-9a-fA-F]{{{2 * bytes}}}$" };
}
