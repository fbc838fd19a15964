using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Aigen.Storage;

/// <summary>
/// How far the store was synced, in a file beside it. RocksDB takes a log whose end is damaged, cut off or gone for one that a kill
/// cut short, and opens as it was before; with the mark that is told. The file itself is synced at the end alone: after a power cut it
/// may be some seconds old, and then it finds less.
/// </summary>
internal sealed class SyncedMark : IDisposable
{
    private const string Name = "SYNCED";

    // The number and its complement: what a power cut left half-written is no mark.
    private const int Length = 2 * sizeof(ulong);

    private readonly Lock _lock = new();
    private readonly SafeFileHandle _file;
    private ulong _highest;

    public SyncedMark(string folder)
    {
        _file = File.OpenHandle(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        _highest = Read(folder);
    }

    /// <summary>The sequence number up to which everything was synced; 0 where nobody knows.</summary>
    public static ulong Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        if (bytes.Length != Length)
        {
            return 0;
        }

        var sequence = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(sizeof(ulong))) == ~sequence ? sequence : 0;
    }

    public void Raise(ulong sequence)
    {
        lock (_lock)
        {
            if (sequence <= _highest)
            {
                return;
            }

            Span<byte> bytes = stackalloc byte[Length];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, sequence);
            BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], ~sequence);
            _highest = sequence;
            try
            {
                RandomAccess.Write(_file, bytes, 0);
            }
            catch (IOException)
            {
                // What it marks is synced all the same; an older mark finds less.
            }
        }
    }

    public void Dispose()
    {
        RandomAccess.FlushToDisk(_file);
        _file.Dispose();
    }
}
