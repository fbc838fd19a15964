using System.Buffers.Binary;

namespace Aigen.Storage;

/// <summary>
/// RocksDB's write-ahead log as files. A write that failed may have left its record there, whole where only the sync failed, and whoever
/// opens the database next would carry it out, although everybody was told that nothing was written.
/// </summary>
internal static class WriteAheadLog
{
    // rocksdb/db/log_format.h: blocks of 32 KiB; a record is crc (4), length (2), type (1) and content, or several such over blocks.
    private const int BlockBytes = 32 << 10;
    private const int HeaderBytes = 7;
    private const int LengthAt = 4;
    private const int TypeAt = 6;
    private const int Full = 1;
    private const int First = 2;
    private const int Middle = 3;
    private const int Last = 4;

    /// <summary>Cuts off what was written after a sequence number, and a torn record at the end.</summary>
    /// <exception cref="IOException">The file system refuses that too.</exception>
    public static void Cut(string folder, ulong lastSequence)
    {
        foreach (var path in Directory.GetFiles(folder, "*.log"))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (End(file, lastSequence) is { } end)
            {
                file.SetLength(end);
                file.Flush(flushToDisk: true);
            }
        }
    }

    // Where to cut; null where everything is to be kept, or is not understood: then it is RocksDB's to judge.
    private static long? End(FileStream file, ulong lastSequence)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        Span<byte> sequence = stackalloc byte[sizeof(ulong)];
        var (start, known, isWhole) = (0L, 0, true);
        for (long at = 0; at < file.Length;)
        {
            var room = BlockBytes - (at % BlockBytes);
            if (room < HeaderBytes)
            {
                at += room;
                continue;
            }

            file.Position = at;
            if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
            {
                return isWhole ? at : start;
            }

            var type = header[TypeAt];
            if (type is < Full or > Last)
            {
                return null;
            }

            if (type is Full or First)
            {
                (start, known) = (at, 0);
            }

            var length = BinaryPrimitives.ReadUInt16LittleEndian(header[LengthAt..]);
            var next = at + HeaderBytes + length;
            if (next > file.Length)
            {
                return start;
            }

            // The sequence number begins the content, of which a first part at the end of a block may have less than that, or nothing.
            known += file.Read(sequence.Slice(known, Math.Min(sequence.Length - known, length)));
            if (known == sequence.Length && BinaryPrimitives.ReadUInt64LittleEndian(sequence) > lastSequence)
            {
                return start;
            }

            (at, isWhole) = (next, type is Full or Last);
        }

        return isWhole ? null : start;
    }
}
