using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using Aigen.Primitives.Encoding;
using Aigen.Primitives.Hashing;

namespace Aigen.Primitives;

/// <summary>
/// An account: the last 20 bytes of the Keccak-256 of an Ed25519 public key, written as <c>0x</c> and 40 hex digits whose case is the
/// EIP-55 checksum.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Length, Pack = 4)]
public readonly record struct Address
{
    public const int Length = 20;

    private readonly ulong _a, _b;
    private readonly uint _c;

    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in this, 1));

    public static Address From(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? MemoryMarshal.Read<Address>(bytes)
        : throw new ArgumentException($"An address has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    public static Address Of(PublicKey key)
    {
        Span<byte> digest = stackalloc byte[Keccak256.Length];
        Keccak256.Hash(key.Bytes, digest);
        return From(digest[^Length..]);
    }

    /// <summary>Reads an address; text that mixes cases must carry the right EIP-55 checksum, text of one case needs none.</summary>
    public static AddressParse Parse(ReadOnlySpan<char> text, out Address address)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (!Hex.TryDecode(text, bytes))
        {
            address = default;
            return AddressParse.Malformed;
        }

        address = From(bytes);
        var digits = Hex.WithoutPrefix(text);
        var mixed = digits.ContainsAnyInRange('a', 'f') && digits.ContainsAnyInRange('A', 'F');
        return mixed && !digits.SequenceEqual(address.ToString().AsSpan(2)) ? AddressParse.WrongChecksum : AddressParse.Ok;
    }

    /// <summary>The same of UTF-8 text.</summary>
    public static AddressParse Parse(ReadOnlySpan<byte> textUtf8, out Address address)
    {
        // With the prefix. Longer text is no address, and neither is what is not ASCII.
        Span<char> text = stackalloc char[2 + (2 * Length)];
        if (textUtf8.Length <= text.Length && Ascii.ToUtf16(textUtf8, text, out var length) == OperationStatus.Done)
        {
            return Parse(text[..length], out address);
        }

        address = default;
        return AddressParse.Malformed;
    }

    public static bool TryParse(ReadOnlySpan<char> text, out Address address) => Parse(text, out address) == AddressParse.Ok;

    public static Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an address.");

    // Seeded anew in each process, so that nobody can prepare addresses that meet in one bucket.
    public override int GetHashCode() => HashCode.Combine(_a, _b, _c);

    public override string ToString() => AddressText.Of(this);
}

public enum AddressParse
{
    Ok,
    Malformed,
    WrongChecksum,
}
