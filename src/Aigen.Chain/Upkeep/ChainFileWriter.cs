using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Aigen.Chain;

/// <summary>Writes blocks into one file: head, each block with its length before it, SHA-256 of everything. See docs/formats.md.</summary>
public sealed class ChainFileWriter : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream _stream;

    public ChainFileWriter(Stream stream, ChainFileHead head)
    {
        _stream = stream;
        Write(head.Encode());
    }

    /// <param name="block">As <c>Block.Encode</c> gives it.</param>
    public void Add(ReadOnlySpan<byte> block)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)block.Length);
        Write(length);
        Write(block);
    }

    public void Finish()
    {
        _stream.Write(_hash.GetHashAndReset());
        _stream.Flush();
    }

    public void Dispose() => _hash.Dispose();

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _stream.Write(bytes);
    }
}
