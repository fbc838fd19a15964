using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Aigen.Primitives.Encoding;
using Aigen.Primitives.Hashing;

namespace Aigen.Primitives;

/// <summary>A SHA-256 digest: 32 bytes, written as <c>0x</c> and 64 hex digits.</summary>
[StructLayout(LayoutKind.Sequential, Size = Length)]
public readonly record struct Hash256
{
    public const int Length = 32;

    private readonly ulong _a, _b, _c, _d;

    public static Hash256 Zero => default;

    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in this, 1));

    public static Hash256 From(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? MemoryMarshal.Read<Hash256>(bytes)
        : throw new ArgumentException($"A hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>The SHA-256 of some bytes.</summary>
    public static Hash256 Of(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Length];
        Sha256.Hash(data, digest);
        return From(digest);
    }

    public static bool TryParse(ReadOnlySpan<char> text, out Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var parsed = Hex.TryDecode(text, bytes);
        hash = parsed ? From(bytes) : default;
        return parsed;
    }

    public static Hash256 Parse(string text) =>
        TryParse(text, out var hash) ? hash : throw new FormatException($"'{text}' is not a 32-byte hash in hex.");

    // Seeded anew in each process, so that nobody can prepare values that meet in one bucket.
    public override int GetHashCode() => HashCode.Combine(_a, _b, _c, _d);

    public override string ToString() => Hex.Encode(Bytes);
}
