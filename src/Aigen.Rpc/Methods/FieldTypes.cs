using System.Runtime.InteropServices;
using System.Text.Json;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>The chain's own types as parameters.</summary>
internal static class FieldTypes
{
    private const string ExpectedAddress = "an address, 20 bytes in hex";
    private const string ExpectedHash = "a hash, 32 bytes in hex";
    private const string ExpectedKey = "a public key, 32 bytes in hex";
    private const string ExpectedSignature = "a signature, 64 bytes in hex";

    public static Address Address(this RpcParameters parameters, string name) => parameters.Required(name, ExpectedAddress).AsParty().Address;

    public static Address AsAddress(this RpcField field) => field.AsParty().Address;

    public static Address? OptionalAddress(this RpcParameters parameters, string name) => parameters.Optional(name)?.AsParty().Address;

    public static Hash256 Hash(this RpcParameters parameters, string name) => parameters.Required(name, ExpectedHash).AsHash();

    public static Hash256? OptionalHash(this RpcParameters parameters, string name) => parameters.Optional(name)?.AsHash();

    public static ReceiptId ReceiptId(this RpcParameters parameters, string name)
    {
        var field = parameters.Required(name, "the id of a completion");
        return Primitives.ReceiptId.TryParse(field.AsString(), out var id) ? id : throw field.Refuse("the id of a completion, chatcmpl- and 32 hex digits");
    }

    public static PublicKey PublicKey(this RpcParameters parameters, string name)
    {
        Span<byte> key = stackalloc byte[Primitives.PublicKey.Length];
        var field = parameters.Required(name, ExpectedKey);
        return field.TryReadHex(key) ? Primitives.PublicKey.From(key) : throw field.Refuse(ExpectedKey);
    }

    public static Signature Signature(this RpcParameters parameters, string name) => parameters.Required(name, ExpectedSignature).AsSignature();

    public static Signature? OptionalSignature(this RpcParameters parameters, string name) => parameters.Optional(name)?.AsSignature();

    public static Party Party(this RpcParameters parameters, string name) => parameters.Required(name, ExpectedAddress).AsParty();

    // The text is kept as it came: it is part of a transaction's hash.
    private static Party AsParty(this RpcField field)
    {
        var text = field.AsString();
        return Primitives.Address.Parse(text, out var address) switch
        {
            AddressParse.Ok => new Party(address, text),
            AddressParse.WrongChecksum => throw field.Refuse($"an address with the right EIP-55 checksum, {address}"),
            _ => throw field.Refuse(ExpectedAddress),
        };
    }

    private static Hash256 AsHash(this RpcField field)
    {
        Span<byte> hash = stackalloc byte[Hash256.Length];
        return field.TryReadHex(hash) ? Hash256.From(hash) : throw field.Refuse(ExpectedHash);
    }

    private static Signature AsSignature(this RpcField field)
    {
        Span<byte> signature = stackalloc byte[Primitives.Signature.Length];
        return field.TryReadHex(signature) ? Primitives.Signature.From(signature) : throw field.Refuse(ExpectedSignature);
    }

    // Read where it lies: a transaction comes with three or four such strings, which nobody needs as text.
    private static bool TryReadHex(this RpcField field, Span<byte> bytes)
    {
        if (field.Value.ValueKind != JsonValueKind.String)
        {
            throw field.Refuse("a string");
        }

        var text = JsonMarshal.GetRawUtf8Value(field.Value)[1..^1];
        return text.Contains((byte)'\\') ? Hex.TryDecode(field.AsString(), bytes) : Hex.TryDecode(text, bytes);
    }
}
