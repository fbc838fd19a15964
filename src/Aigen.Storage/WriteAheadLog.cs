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
        Span<byte> header = stackalloc byte[HeaderBytes + sizeof(ulong)];
        long start = 0;
        for (long at = 0; at < file.Length;)
        {
            var room = BlockBytes - (at % BlockBytes);
            if (room < HeaderBytes)
            {
                at += room;
                continue;
            }

            file.Position = at;
            var read = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
            var type = read < HeaderBytes ? Full : header[TypeAt];
            if (type is < Full or > Last)
            {
                return null;
            }

            start = type is Full or First ? at : start;
            var next = at + HeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(header[LengthAt..]);
            var isTorn = read < HeaderBytes || next > file.Length;
            if (isTorn || (type is Full or First && BinaryPrimitives.ReadUInt64LittleEndian(header[HeaderBytes..]) > lastSequence))
            {
                return start;
            }

            // A record whose later parts are missing is torn too.
            if (type is First or Middle && next >= file.Length)
            {
                return start;
            }

            at = next;
        }

        return null;
    }
}
