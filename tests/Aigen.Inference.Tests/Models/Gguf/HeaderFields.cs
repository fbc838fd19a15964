using System.Buffers.Binary;
using System.Text;

namespace Aigen.Inference.Tests.Models;

/// <summary>Where the lengths, counts, types and offsets of a good header stand, found without the reader under test.</summary>
internal sealed class HeaderFields
{
    private static readonly Dictionary<uint, int> Sizes = new()
    {
        [0] = 1,
        [1] = 1,
        [2] = 2,
        [3] = 2,
        [4] = 4,
        [5] = 4,
        [6] = 4,
        [7] = 1,
        [10] = 8,
        [11] = 8,
        [12] = 8,
    };

    private readonly byte[] _file;
    private readonly List<(int Offset, int Size, string What)> _fields = [];
    private int _at;

    private HeaderFields(byte[] file)
    {
        _file = file;
        Number(4, "magic");
        Number(4, "version");
        var tensors = Number(8, "number of tensors");
        var entries = Number(8, "number of entries");
        for (var i = 0ul; i < entries; i++) Entry();
        for (var i = 0ul; i < tensors; i++) Tensor();
    }

    public static IReadOnlyList<(int Offset, int Size, string What)> Of(byte[] file) => new HeaderFields(file)._fields;

    private void Entry()
    {
        var key = Text("key");
        var type = (uint)Number(4, $"type of {key}");
        if (type == 8) Text(key);
        else if (type != 9) Number(Sizes[type], key);
        else
        {
            var of = (uint)Number(4, $"element type of {key}");
            var count = (int)Number(8, $"count of {key}");
            if (of != 8) _at += count * Sizes[of];
            else for (var i = 0; i < count; i++) Text($"{key}[{i}]", keep: i % 100 == 0);
        }
    }

    private void Tensor()
    {
        var name = Text("tensor");
        var dimensions = Number(4, $"dimensions of {name}");
        for (var i = 0ul; i < dimensions; i++) Number(8, $"dimension {i} of {name}");
        Number(4, $"type of {name}");
        Number(8, $"offset of {name}");
    }

    private string Text(string what, bool keep = true)
    {
        var length = (int)Number(8, $"length of {what}", keep);
        var text = Encoding.UTF8.GetString(_file, _at, length);
        _at += length;
        return text;
    }

    private ulong Number(int size, string what, bool keep = true)
    {
        Span<byte> bytes = stackalloc byte[8];
        _file.AsSpan(_at, size).CopyTo(bytes);
        if (keep) _fields.Add((_at, size, what));
        _at += size;
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
