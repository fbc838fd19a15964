using System.Buffers.Binary;
using System.Security.Cryptography;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Reads a file of blocks from its beginning to its end; where it is cut off or altered, the place is told.</summary>
public sealed class ChainFileReader : IDisposable
{
    // A full block has 16 MiB of transactions, and receipts; a length beyond this is no length.
    private const uint MostBlockBytes = 256 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream _stream;
    private long _offset;

    /// <exception cref="InvalidDataException">It is no file of blocks.</exception>
    public ChainFileReader(Stream stream)
    {
        _stream = stream;
        Head = ChainFileHead.Decode(Read(ChainFileHead.Length, "in its head"));
    }

    public ChainFileHead Head { get; }

    /// <summary>Every block as it stands in the file. The end of the file is checked when the last was taken.</summary>
    /// <exception cref="InvalidDataException">With the place where the file is cut off or altered.</exception>
    public IEnumerable<StoredBlock> Blocks()
    {
        for (var height = Head.First; height - Head.First < Head.Count; height++)
        {
            var at = _offset;
            var length = BinaryPrimitives.ReadUInt32BigEndian(Read(sizeof(uint), $"before block {height}"));
            if (length > MostBlockBytes)
            {
                throw new InvalidDataException($"at byte {at}, block {height} says that it has {length} bytes, and at most {MostBlockBytes} are allowed");
            }

            yield return new StoredBlock(height, at, Read((int)length, $"in block {height}"));
        }

        CheckEnd();
    }

    public void Dispose() => _hash.Dispose();

    private void CheckEnd()
    {
        var expected = _hash.GetHashAndReset();
        var at = _offset;
        var found = Read(expected.Length, "before its end");
        if (!found.AsSpan().SequenceEqual(expected))
        {
            throw new InvalidDataException($"at byte {at} its SHA-256 is {Convert.ToHexStringLower(found)}, what was read has {Convert.ToHexStringLower(expected)}");
        }

        if (_stream.ReadByte() >= 0)
        {
            throw new InvalidDataException($"it goes on after its end, at byte {_offset}");
        }
    }

    private byte[] Read(int length, string where)
    {
        var bytes = new byte[length];
        var read = _stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        if (read < length)
        {
            throw new InvalidDataException($"it is cut off {where}, at byte {_offset + read}");
        }

        _offset += length;
        _hash.AppendData(bytes);
        return bytes;
    }
}

/// <summary>A block as it stands in a file, and at which byte.</summary>
public sealed record StoredBlock(ulong Height, long Offset, byte[] Bytes)
{
    /// <exception cref="InvalidDataException">With the place.</exception>
    public Block Decode()
    {
        try
        {
            var block = Block.Decode(Bytes);
            return block.Header.Height == Height
                ? block
                : throw new InvalidDataException($"it has height {block.Header.Height}");
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"at byte {Offset}, where block {Height} should be: {e.Message}");
        }
    }
}
