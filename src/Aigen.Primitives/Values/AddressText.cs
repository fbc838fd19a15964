using Aigen.Primitives.Hashing;

namespace Aigen.Primitives;

/// <summary>
/// Addresses as text with their checksum. Those written lately are kept: the same ones come again and again, in questions and in answers,
/// and each would cost a Keccak-256.
/// </summary>
internal static class AddressText
{
    // A power of two. All of them together take some 1.5 MB.
    private const int Places = 8192;

    // One a place, whose address was the last with that hash. Nobody can prepare such: the hash is seeded anew in each process.
    private static readonly Entry?[] Latest = new Entry?[Places];

    public static string Of(Address address)
    {
        ref var place = ref Latest[address.GetHashCode() & (Places - 1)];
        if (Volatile.Read(ref place) is { } known && known.Address == address)
        {
            return known.Text;
        }

        var text = Write(address);
        Volatile.Write(ref place, new Entry(address, text));
        return text;
    }

    private static string Write(Address address)
    {
        Span<char> digits = stackalloc char[Address.Length * 2];
        Convert.TryToHexStringLower(address.Bytes, digits, out _);
        Span<byte> ascii = stackalloc byte[Address.Length * 2];
        System.Text.Encoding.ASCII.GetBytes(digits, ascii);
        Span<byte> digest = stackalloc byte[Keccak256.Length];
        Keccak256.Hash(ascii, digest);

        // EIP-55: a letter is upper case where the matching hex digit of Keccak-256(lowercase text) is 8 or more.
        for (var i = 0; i < digits.Length; i++)
        {
            var nibble = i % 2 == 0 ? digest[i / 2] >> 4 : digest[i / 2] & 0xF;
            if (nibble >= 8)
            {
                digits[i] = char.ToUpperInvariant(digits[i]);
            }
        }

        return string.Concat("0x", digits);
    }

    private sealed class Entry(Address address, string text)
    {
        public readonly Address Address = address;

        public string Text { get; } = text;
    }
}
