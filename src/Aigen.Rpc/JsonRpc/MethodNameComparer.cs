using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Aigen.Rpc.JsonRpc;

/// <summary>Compares ASCII method names with the bytes of a request, so that looking a method up makes no string.</summary>
internal sealed class MethodNameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    public static readonly MethodNameComparer Instance = new();

    // FNV-1a, 32 bits. The table is fixed before the first request, so nobody outside can make its buckets collide.
    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public bool Equals(ReadOnlySpan<byte> alternate, string other) => Ascii.Equals(alternate, other);

    public int GetHashCode([DisallowNull] string obj)
    {
        var hash = OffsetBasis;
        foreach (var c in obj) hash = (hash ^ (byte)c) * Prime;
        return (int)hash;
    }

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = OffsetBasis;
        foreach (var b in alternate) hash = (hash ^ b) * Prime;
        return (int)hash;
    }

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.ASCII.GetString(alternate);
}
