using System.Buffers.Binary;

namespace Aigen.Primitives.Encoding;

/// <summary>Reads what <see cref="WireWriter"/> wrote; a short or oversized field is an <see cref="InvalidDataException"/>, never a crash.</summary>
public ref struct WireReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    public delegate T ReadItem<T>(ref WireReader reader);

    public byte Byte() => Raw(1)[0];

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new InvalidDataException($"A flag is 0 or 1, not {other}."),
    };

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

    public string Text() => System.Text.Encoding.UTF8.GetString(Bytes());

    public T[] List<T>(ReadItem<T> read)
    {
        var count = UInt32();
        if (count > (uint)_rest.Length)
        {
            throw new InvalidDataException($"A list says {count} items and {_rest.Length} bytes are left.");
        }

        var items = new T[count];
        for (var i = 0; i < items.Length; i++)
        {
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
