using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>An Ed25519 signature (RFC 8032): 64 bytes, written as <c>0x</c> and 128 hex digits.</summary>
[StructLayout(LayoutKind.Sequential, Size = Length)]
public readonly record struct Signature
{
    public const int Length = 64;

    private readonly ulong _a, _b, _c, _d, _e, _f, _g, _h;

    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in this, 1));

    public static Signature From(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? MemoryMarshal.Read<Signature>(bytes)
        : throw new ArgumentException($"A signature has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    public static bool TryParse(ReadOnlySpan<char> text, out Signature signature)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var parsed = Hex.TryDecode(text, bytes);
        signature = parsed ? From(bytes) : default;
        return parsed;
    }

    public static Signature Parse(string text) =>
        TryParse(text, out var signature) ? signature : throw new FormatException($"'{text}' is not a 64-byte signature in hex.");

    public override string ToString() => Hex.Encode(Bytes);
}
