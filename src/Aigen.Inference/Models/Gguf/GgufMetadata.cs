using System.Buffers.Binary;

namespace Aigen.Inference;

/// <summary>The metadata of a header: numbers and texts by their keys. Of long arrays only the length is kept.</summary>
internal sealed class GgufMetadata
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public static GgufMetadata Read(GgufReader reader, ulong entries)
    {
        var metadata = new GgufMetadata();
        for (var i = 0ul; i < entries; i++)
        {
            var place = reader.Position;
            var key = reader.String($"the key of metadata entry {i}", GgufLimits.KeyBytes);
            if (key.Length == 0) throw new GgufException($"the key of metadata entry {i} at byte {place} is empty");
            if (!metadata._values.TryAdd(key, null)) throw new GgufException($"metadata entry {i} at byte {place}: there are two with the key {key}");

            metadata._values[key] = Value(reader, key);
        }

        return metadata;
    }

    public string? Text(string key) => _values.GetValueOrDefault(key) as string;

    /// <summary>A whole number that is not negative, or the largest of an array of them; null for anything else.</summary>
    public long? Number(string key) => _values.GetValueOrDefault(key) switch
    {
        long number and >= 0 => number,
        GgufArray { Numbers: { Length: > 0 } numbers } when numbers.Min() >= 0 => numbers.Max(),
        _ => null,
    };

    /// <summary>How many values an array has, or null.</summary>
    public long? Count(string key) => _values.GetValueOrDefault(key) is GgufArray array ? array.Count : null;

    /// <summary>Refuses the file where the number is there and outside of its range.</summary>
    public long? Number(string key, long least, long most)
    {
        var number = Number(key);
        if (!_values.ContainsKey(key) || number >= least && number <= most) return number;
        throw new GgufException($"{key} is {number?.ToString() ?? "no number"}, allowed {least} to {most}");
    }

    /// <summary>general.alignment, which is a 32-bit number and a power of two.</summary>
    public uint Alignment()
    {
        const string Key = "general.alignment";
        var alignment = Number(Key, 1, GgufLimits.Alignment) ?? 32;
        return long.IsPow2(alignment) ? (uint)alignment : throw new GgufException($"{Key} is {alignment}, no power of two");
    }

    private static object? Value(GgufReader reader, string key)
    {
        var place = reader.Position;
        var type = (GgufValueType)reader.UInt32(key);
        return type switch
        {
            GgufValueType.String => reader.String(key, GgufLimits.StringBytes),
            GgufValueType.Array => Array(reader, key),
            _ when type.Size() > 0 => Integer(type, reader.Take(type.Size(), key)),
            _ => throw new GgufException($"{key} at byte {place} has the type {(uint)type}, which there is not"),
        };
    }

    private static GgufArray Array(GgufReader reader, string key)
    {
        var place = reader.Position;
        var type = (GgufValueType)reader.UInt32(key);
        var count = reader.UInt64(key);

        // The least that a value takes: a string has at least its length.
        var least = type == GgufValueType.String ? sizeof(ulong) : type.Size();
        if (least == 0) throw new GgufException($"{key} at byte {place} is an array of the type {(uint)type}, which there is not");
        reader.Require(count > ulong.MaxValue / sizeof(ulong) ? ulong.MaxValue : count * (ulong)least, $"{key}, an array of {count} values,", place);
        if (type == GgufValueType.String)
        {
            for (var i = 0ul; i < count; i++) reader.SkipString(key);
            return new GgufArray((long)count, null);
        }

        if (count > GgufLimits.KeptNumbers || Integer(type, stackalloc byte[sizeof(ulong)]) is null)
        {
            reader.Skip((long)count * least, key);
            return new GgufArray((long)count, null);
        }

        var numbers = new long[count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Integer(type, reader.Take(least, key)) ?? -1;
        return new GgufArray((long)count, numbers);
    }

    // Null for fractions; what is above the range of a long counts as negative, which no number here may be.
    private static long? Integer(GgufValueType type, ReadOnlySpan<byte> bytes) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Bool => bytes[0],
        GgufValueType.Int8 => (sbyte)bytes[0],
        GgufValueType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        GgufValueType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        GgufValueType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        GgufValueType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        GgufValueType.UInt64 or GgufValueType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => null,
    };

    private sealed record GgufArray(long Count, long[]? Numbers);
}
