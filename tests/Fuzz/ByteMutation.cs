using System.Buffers.Binary;

namespace Aigen.Fuzz;

/// <summary>Bends the bytes of a good record in the ways that catch a reader: lengths, counts, flags, text, ends.</summary>
internal static class ByteMutation
{
    // Overlong, cut short, a surrogate, above U+10FFFF, a lone continuation, and what a lenient reader makes of all of them.
    private static readonly byte[][] OddText = [[0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xEF, 0xBF, 0xBD]];

    public static byte[] Bend(byte[] good, Random random)
    {
        var bent = good;
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            bent = BendOnce(bent, random);
        }

        return bent;
    }

    private static byte[] BendOnce(byte[] bytes, Random random)
    {
        var (at, count) = (random.Next(bytes.Length + 1), random.Next(1, 9));
        var end = Math.Min(bytes.Length, at + count);
        return random.Next(10) switch
        {
            0 => bytes[..at],
            1 => [.. bytes, .. Noise(count, random)],
            2 => [.. bytes[..at], .. Noise(count, random), .. bytes[at..]],
            3 => [.. bytes[..at], .. bytes[end..]],
            4 => [.. bytes[..end], .. bytes[at..]],
            5 => Overwrite(bytes, at, Length(bytes.Length, random)),
            6 => Overwrite(bytes, at, OddText[random.Next(OddText.Length)]),
            7 => Overwrite(bytes, at, [(byte)random.Next(4)]),
            8 => Overwrite(bytes, at, Noise(count, random)),
            _ => Flip(bytes, at, random),
        };
    }

    /// <summary>A length or count that is about right, or hostile.</summary>
    private static byte[] Length(int real, Random random)
    {
        uint value = random.Next(8) switch
        {
            0 => 0u,
            1 => (uint)random.Next(64),
            2 => (uint)real,
            3 => (uint)random.Next(real + 1),
            4 => 0x7FFFFFFF,
            5 => 0x80000000,
            6 => uint.MaxValue - (uint)random.Next(8),
            _ => (uint)random.Next(),
        };
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Overwrite(byte[] bytes, int at, byte[] by)
    {
        var bent = bytes.ToArray();
        by.AsSpan(0, Math.Min(by.Length, bytes.Length - at)).CopyTo(bent.AsSpan(at));
        return bent;
    }

    // A bit anywhere; bit 5 is the case of a letter.
    private static byte[] Flip(byte[] bytes, int at, Random random)
    {
        var bent = bytes.ToArray();
        if (at < bent.Length)
        {
            bent[at] ^= (byte)(1 << (random.Next(3) == 0 ? 5 : random.Next(8)));
        }

        return bent;
    }

    public static byte[] Noise(int count, Random random)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
