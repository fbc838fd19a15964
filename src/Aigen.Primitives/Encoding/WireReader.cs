using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Aigen.Primitives.Encoding;

/// <summary>Reads what <see cref="WireWriter"/> wrote; a short or oversized field is an <see cref="InvalidDataException"/>, never a crash.</summary>
public ref struct WireReader(ReadOnlySpan<byte> data)
{
    // A page of a block; a longer list grows as its items come, so that a count alone costs no memory.
    private const uint ItemsAtOnce = 64;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = data;

    public delegate T ReadItem<T>(ref WireReader reader);

    public byte Byte() => Raw(1)[0];

    /// <summary>The next byte, which stays.</summary>
    public readonly byte Peek() => _rest is [var next, ..] ? next : throw new InvalidDataException("The record ends 1 bytes too early.");

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new InvalidDataException($"A flag is 0 or 1, not {other}."),
    };

    /// <summary>A byte that stands for one of the enum's values, and nothing else.</summary>
    /// <param name="beside">Bits of the byte that mean something else.</param>
    public T Choice<T>(byte beside = 0)
        where T : struct, Enum
    {
        var choice = Unsafe.BitCast<byte, T>((byte)(Byte() & ~beside));
        return Enum.IsDefined(choice) ? choice : throw new InvalidDataException($"{choice} is no {typeof(T).Name}.");
    }

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Raw(sizeof(uint)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64BigEndian(Raw(sizeof(ulong)));

    public long Int64() => (long)UInt64();

    public UInt128 UInt128() => new(UInt64(), UInt64());

    public Hash256 Hash() => Hash256.From(Raw(Hash256.Length));

    public Address Address() => Primitives.Address.From(Raw(Primitives.Address.Length));

    public PublicKey PublicKey() => Primitives.PublicKey.From(Raw(Primitives.PublicKey.Length));

    public Signature Signature() => Primitives.Signature.From(Raw(Primitives.Signature.Length));

    public ReadOnlySpan<byte> Raw(int length)
    {
        if (length > _rest.Length)
        {
            throw new InvalidDataException($"The record ends {length - _rest.Length} bytes too early.");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = UInt32();
        return length <= (uint)_rest.Length
            ? Raw((int)length)
            : throw new InvalidDataException($"A field says {length} bytes and {_rest.Length} are left.");
    }

    /// <summary>Text has one spelling: bytes that are not UTF-8 are refused, not mended.</summary>
    public string Text()
    {
        try
        {
            return Utf8.GetString(Bytes());
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"A text is not UTF-8: {e.Message}", e);
        }
    }

    public T[] List<T>(ReadItem<T> read)
    {
        var count = UInt32();
        if (count > (uint)_rest.Length)
        {
            throw new InvalidDataException($"A list says {count} items and {_rest.Length} bytes are left.");
        }

        var items = new T[Math.Min(count, ItemsAtOnce)];
        for (var i = 0; i < count; i++)
        {
            if (i == items.Length)
            {
                Array.Resize(ref items, (int)Math.Min(count, 2L * i));
            }

            items[i] = read(ref this);
        }

        return items;
    }

    public readonly void ExpectEnd()
    {
        if (!_rest.IsEmpty)
        {
            throw new InvalidDataException($"{_rest.Length} bytes follow the end of the record.");
        }
    }
}
