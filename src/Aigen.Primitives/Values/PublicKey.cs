using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>An Ed25519 public key (RFC 8032): 32 bytes, written as <c>0x</c> and 64 hex digits.</summary>
[StructLayout(LayoutKind.Sequential, Size = Length)]
public readonly record struct PublicKey
{
    public const int Length = 32;

    private readonly ulong _a, _b, _c, _d;

    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in this, 1));

    /// <summary>The address that this key controls.</summary>
    public Address Address => Address.Of(this);

    public static PublicKey From(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? MemoryMarshal.Read<PublicKey>(bytes)
        : throw new ArgumentException($"A public key has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    public static bool TryParse(ReadOnlySpan<char> text, out PublicKey key)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var parsed = Hex.TryDecode(text, bytes);
        key = parsed ? From(bytes) : default;
        return parsed;
    }

    public static PublicKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"'{text}' is not a 32-byte public key in hex.");

    // Seeded anew in each process, so that nobody can prepare values that meet in one bucket.
    public override int GetHashCode() => HashCode.Combine(_a, _b, _c, _d);

    public override string ToString() => Hex.Encode(Bytes);
}
