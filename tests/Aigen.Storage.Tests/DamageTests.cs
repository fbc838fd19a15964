namespace Aigen.Storage.Tests;

/// <summary>A store never opens as it was before something that was synced.</summary>
public sealed class DamageTests : IDisposable
{
    private const int Writes = 12;

    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-store-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut off")]
    [InlineData("zeroed from there")]
    public void Open_LogDamagedAnywhere_IsRefused(string how)
    {
        var original = Fill("original");
        var length = new FileInfo(Log(original)).Length;
        for (var at = 0L; at < length; at += length / 9)
        {
            var copy = Copy(original);
            Damage(Log(copy), how, at);
            foreach (var open in (Func<string, RocksStore>[])[RocksStore.OpenReadOnly, path => RocksStore.Open(path)])
            {
                Assert.Equal(StoreFault.Damaged, Assert.Throws<StoreException>(() => open(copy)).Fault);
            }

            Directory.Delete(copy, recursive: true);
        }
    }

    [Theory]
    [InlineData("*.log")]
    [InlineData("CURRENT")]
    [InlineData("MANIFEST-*")]
    public void Open_FileThatIsGone_IsRefused(string pattern)
    {
        var folder = Fill("original");
        Array.ForEach(Directory.GetFiles(folder, pattern), File.Delete);
        Assert.Equal(StoreFault.Damaged, Assert.Throws<StoreException>(() => RocksStore.Open(folder)).Fault);
    }

    [Fact]
    public void Open_TornWriteThatNobodyWasToldOf_GoesOnWithoutIt()
    {
        var folder = Path.Combine(_folder, "torn");
        using (var store = RocksStore.Open(folder))
        {
            Put(store, 1, Durability.Disk);
            Put(store, 2, Durability.Process);
        }

        using (var log = new FileStream(Log(folder), FileMode.Open))
        {
            log.SetLength(log.Length - 3);
        }

        using var again = RocksStore.Open(folder);
        Assert.True(again.Contains(Column.State, [1]));
        Assert.False(again.Contains(Column.State, [2]));
    }

    private static void Damage(string file, string how, long at)
    {
        var bytes = File.ReadAllBytes(file);
        switch (how)
        {
            case "flipped": bytes[at] ^= 0x55; break;
            case "cut off": bytes = bytes[..(int)at]; break;
            default: bytes.AsSpan((int)at).Clear(); break;
        }

        File.WriteAllBytes(file, bytes);
    }

    private string Fill(string name)
    {
        var folder = Path.Combine(_folder, name);
        using var store = RocksStore.Open(folder);
        for (byte i = 1; i <= Writes; i++)
        {
            Put(store, i, Durability.Disk);
        }

        return folder;
    }

    private static void Put(RocksStore store, byte key, Durability durability)
    {
        using var batch = store.CreateBatch();
        batch.Put(Column.State, [key], Enumerable.Repeat(key, 100).ToArray());
        store.Write(batch, durability);
    }

    private string Copy(string folder)
    {
        var copy = Directory.CreateDirectory(Path.Combine(_folder, "copy")).FullName;
        foreach (var file in Directory.GetFiles(folder))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
        }

        return copy;
    }

    private static string Log(string folder) => Directory.GetFiles(folder, "*.log").MaxBy(file => new FileInfo(file).Length)!;
}
