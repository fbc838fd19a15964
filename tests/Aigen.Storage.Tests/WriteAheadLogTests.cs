namespace Aigen.Storage.Tests;

/// <summary>What is cut off a write-ahead log is what was written after a sequence number, wherever in the log's blocks its records begin.</summary>
public sealed class WriteAheadLogTests : IDisposable
{
    private const int BlockBytes = 32 << 10;

    // A record's header, a batch's header, one entry's tag, column, key with its length, and the length of a value of 16 to 2,048 KiB.
    private const int BytesBesideTheValue = 7 + 12 + 1 + 1 + 2 + 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-store-").FullName;

    // How many bytes of its block are left where the second of three records begins: its header alone may fit, and its sequence number
    // then stands, wholly or in part, in the next block.
    public static TheoryData<int> Rests => [.. Enumerable.Range(0, 20)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Rests))]
    public void Cut_RecordBeginsAtTheEndOfABlock_KeepsWhatWasWrittenUpToTheSequenceNumber(int rest)
    {
        var lengths = Fill(rest);
        Assert.Equal(BlockBytes - rest, lengths[0]);
        foreach (var kept in (int[])[3, 2, 1])
        {
            WriteAheadLog.Cut(_folder, (ulong)kept);

            // Where no header fits, the rest of a block is filled up with the next record.
            Assert.InRange(Length, lengths[kept - 1], lengths[kept - 1] + 6);
            using var store = RocksStore.OpenReadOnly(_folder);
            Assert.Equal(kept, store.Scan(Column.State).Count());
        }
    }

    private long Length => new FileInfo(Directory.GetFiles(_folder, "*.log").Single()).Length;

    // One record for each sequence number, and the log's length after each. They are not synced: what is cut here need not be there.
    private long[] Fill(int rest)
    {
        using var store = RocksStore.Open(_folder);
        return [.. new[] { BlockBytes - rest - BytesBesideTheValue, 100, 100 }.Select((length, i) =>
        {
            using var batch = store.CreateBatch();
            batch.Put(Column.State, [(byte)i], new byte[length]);
            store.Write(batch, Durability.Process);
            return Length;
        })];
    }
}
