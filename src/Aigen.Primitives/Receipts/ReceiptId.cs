using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Aigen.Primitives;

/// <summary>The id of a completion and of its receipt: 16 random bytes, written as <c>chatcmpl-</c> and 32 hex digits.</summary>
[StructLayout(LayoutKind.Sequential, Size = Length)]
public readonly record struct ReceiptId
{
    public const int Length = 16;
    private const string Prefix = "chatcmpl-";

    private readonly ulong _a, _b;

    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in this, 1));

    public static ReceiptId New()
    {
        Span<byte> bytes = stackalloc byte[Length];
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        return From(bytes);
    }

    public static ReceiptId From(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? MemoryMarshal.Read<ReceiptId>(bytes)
        : throw new ArgumentException($"A receipt id has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    public static bool TryParse(ReadOnlySpan<char> text, out ReceiptId id)
    {
        var digits = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        Span<byte> bytes = stackalloc byte[Length];
        var parsed = Encoding.Hex.TryDecode(digits, bytes);
        id = parsed ? From(bytes) : default;
        return parsed;
    }

    public override string ToString() => Prefix + Convert.ToHexStringLower(Bytes);
}
