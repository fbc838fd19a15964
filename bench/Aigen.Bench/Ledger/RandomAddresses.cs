using Aigen.Primitives;

namespace Aigen.Bench;

/// <summary>Addresses that nobody has a key of, the same ones in every run.</summary>
internal sealed class RandomAddresses(int seed)
{
    private readonly Random _random = new(seed);

    public Address Next()
    {
        Span<byte> bytes = stackalloc byte[Address.Length];
        _random.NextBytes(bytes);
        return Address.From(bytes);
    }
}
