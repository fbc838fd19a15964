namespace Aigen.Storage.Tests;

public sealed class RocksStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-store-").FullName;
    private RocksStore _store;

    public RocksStoreTests() => _store = RocksStore.Open(_folder);

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Get_KeyOfAnotherColumn_IsNull()
    {
        Put(Column.State, [1], [2]);
        Assert.Equal([2], _store.Get(Column.State, [1])!);
        Assert.Null(_store.Get(Column.Headers, [1]));
        Assert.True(_store.Contains(Column.State, [1]));
        Assert.False(_store.Contains(Column.Headers, [1]));
    }

    [Fact]
    public void Memory_AfterAWrite_HasWhatIsInNoFileYet()
    {
        var before = _store.Memory.Writes;

        Put(Column.State, [1], new byte[1 << 20]);

        Assert.InRange(_store.Memory.Writes - before, 1UL << 20, 4UL << 20);
    }

    [Fact]
    public void Get_EmptyValue_IsThereAndEmpty()
    {
        Put(Column.Meta, [7], []);
        Assert.Equal([], _store.Get(Column.Meta, [7])!);
    }

    [Fact]
    public void Write_BatchOverSeveralColumns_IsThereAfterReopening()
    {
        using (var batch = _store.CreateBatch())
        {
            batch.Put(Column.Headers, [1], [10]);
            batch.Put(Column.State, [2], [20]);
            batch.Put(Column.State, [3], [30]);
            batch.Delete(Column.State, [3]);
            _store.Write(batch, Durability.Disk);
        }

        Reopen();
        Assert.Equal([10], _store.Get(Column.Headers, [1])!);
        Assert.Equal([20], _store.Get(Column.State, [2])!);
        Assert.Null(_store.Get(Column.State, [3]));
    }

    [Fact]
    public void Write_BatchNeverWritten_LeavesNothing()
    {
        using (var batch = _store.CreateBatch())
        {
            batch.Put(Column.State, [1], [1]);
        }

        Assert.Null(_store.Get(Column.State, [1]));
    }

    [Fact]
    public void Scan_Prefix_GivesItsKeysInOrderAndNoOther()
    {
        foreach (var key in new byte[][] { [2, 9], [1, 2], [1], [1, 1, 5], [0xFF], [1, 0xFF] })
        {
            Put(Column.State, key, key);
        }

        Assert.Equal(["01", "010105", "0102", "01FF"], _store.Scan(Column.State, new byte[] { 1 }).Select(entry => Convert.ToHexString(entry.Key)));
        Assert.Equal(6, _store.Scan(Column.State).Count());
    }

    [Fact]
    public void Open_FolderOfAnOpenStore_SaysWhich() =>
        Assert.Contains(_folder, Assert.Throws<StoreException>(() => RocksStore.Open(_folder)).Message);

    [Fact]
    public void Get_ManyThreadsAtOnce_AllSeeWhatWasWritten()
    {
        for (byte i = 0; i < 100; i++)
        {
            Put(Column.State, [i], [i]);
        }

        Parallel.For(0, 10_000, i => Assert.Equal([(byte)(i % 100)], _store.Get(Column.State, [(byte)(i % 100)])!));
    }

    [Theory]
    [InlineData(ScanOrder.Ascending, new byte[0], new byte[] { 10, 11, 12 })]
    [InlineData(ScanOrder.Descending, new byte[0], new byte[] { 12, 11, 10 })]
    [InlineData(ScanOrder.Ascending, new byte[] { 2, 1 }, new byte[] { 12 })]
    [InlineData(ScanOrder.Descending, new byte[] { 2, 1 }, new byte[] { 10 })]
    [InlineData(ScanOrder.Ascending, new byte[] { 2, 2 }, new byte[0])]
    public void Scan_PrefixWithNeighbours_GivesItsEntriesInOrder(ScanOrder order, byte[] after, byte[] expected)
    {
        Put(Column.State, [1, 0xFF], [9]);
        Put(Column.State, [2, 0], [10]);
        Put(Column.State, [2, 1], [11]);
        Put(Column.State, [2, 2], [12]);
        Put(Column.State, [3], [13]);
        Assert.Equal(expected, _store.Scan(Column.State, new byte[] { 2 }, after, order).Select(entry => entry.Value[0]));
    }

    [Fact]
    public void Scan_DescendingWithPrefixOfOnes_BeginsAtTheLastKey()
    {
        Put(Column.State, [0xFF, 1], [1]);
        Put(Column.State, [0xFF, 0xFF], [2]);
        Assert.Equal([2, 1], _store.Scan(Column.State, new byte[] { 0xFF }, order: ScanOrder.Descending).Select(entry => (int)entry.Value[0]));
    }

    [Fact]
    public void OpenSnapshot_WritesAfterIt_AreNotSeen()
    {
        Put(Column.State, [1], [1]);
        using var snapshot = _store.OpenSnapshot();
        Put(Column.State, [1], [2]);
        Put(Column.State, [2], [2]);
        Assert.Equal([1], snapshot.Get(Column.State, [1])!);
        Assert.Single(snapshot.Scan(Column.State));
        Assert.Equal([2], _store.Get(Column.State, [1])!);
    }

    [Fact]
    public void OpenReadOnly_WhileTheStoreIsOpen_SeesWhatWasWritten()
    {
        Put(Column.State, [1], [1]);
        using var copy = RocksStore.OpenReadOnly(_folder);
        Put(Column.State, [1], [2]);
        Assert.Equal([1], copy.Get(Column.State, [1])!);
    }

    private void Put(Column column, byte[] key, byte[] value)
    {
        using var batch = _store.CreateBatch();
        batch.Put(column, key, value);
        _store.Write(batch, Durability.Process);
    }

    private void Reopen()
    {
        _store.Dispose();
        _store = RocksStore.Open(_folder);
    }
}
