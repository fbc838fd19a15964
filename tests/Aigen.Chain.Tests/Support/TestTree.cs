using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Support;

/// <summary>A state tree in a temporary folder, and beside it the entries that should be in it.</summary>
internal sealed class TestTree : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-tree-").FullName;
    private readonly long _cacheBytes;
    private StateTree _tree;

    public TestTree(long cacheBytes = StateTree.CacheBytes)
    {
        _cacheBytes = cacheBytes;
        Store = RocksStore.Open(_folder);
        _tree = new StateTree(Store, cacheBytes);
    }

    public RocksStore Store { get; private set; }

    public Dictionary<int, byte[]> Entries { get; } = [];

    public Hash256 Root => _tree.Root;

    public static StateKey Key(int key) => StateKey.Proposal($"{key}");

    public Hash256 Update(IEnumerable<(int Key, byte[]? Value)> changes)
    {
        using var batch = Store.CreateBatch();
        var set = Set(changes);
        var update = _tree.Update(Changes(set), batch);
        Store.Write(batch, Durability.Process);
        _tree.Accept(update);
        foreach (var (key, value) in set)
        {
            Note(key, value);
            Assert.Equal(value, _tree.Get(Key(key)));
        }

        Assert.Equal(update.Root, Root);
        return update.Root;
    }

    /// <summary>What is left of an update whose batch could not be written.</summary>
    public void Stage(IEnumerable<(int Key, byte[]? Value)> changes)
    {
        using var batch = Store.CreateBatch();
        _tree.Update(Changes(Set(changes)), batch);
    }

    public StateProof Prove(int key)
    {
        using var snapshot = Store.OpenSnapshot();
        return StateTree.Prove(snapshot, Key(key));
    }

    public void DropCache() => _tree = new StateTree(Store, _cacheBytes);

    public void Reopen()
    {
        Store.Dispose();
        Store = RocksStore.Open(_folder);
        DropCache();
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The definition, without any storage: a set of leaves split by the bits of their keys.</summary>
    public static Hash256 RootOf(Dictionary<int, byte[]> entries) => RootOf(
        [.. entries.Select(entry => (Hash256.Of(Key(entry.Key).Bytes), Hash256.Of(entry.Value)))], depth: 0);

    private static Hash256 RootOf(List<(Hash256 Key, Hash256 Value)> leaves, int depth)
    {
        if (leaves.Count == 0)
        {
            return Hash256.Zero;
        }

        if (leaves.Count == 1)
        {
            return Hash256.Of([0, .. leaves[0].Key.Bytes, .. leaves[0].Value.Bytes]);
        }

        var bits = leaves.ToLookup(leaf => (leaf.Key.Bytes[depth / 8] >> (7 - (depth % 8)) & 1) == 1);
        var (left, right) = (RootOf([.. bits[false]], depth + 1), RootOf([.. bits[true]], depth + 1));
        return Hash256.Of([1, .. left.Bytes, .. right.Bytes]);
    }

    private static Dictionary<int, byte[]?> Set(IEnumerable<(int Key, byte[]? Value)> changes)
    {
        var set = new Dictionary<int, byte[]?>();
        foreach (var (key, value) in changes)
        {
            set[key] = value;
        }

        return set;
    }

    private static StateChange[] Changes(Dictionary<int, byte[]?> set) => [.. set.Select(change => new StateChange(Key(change.Key), null, change.Value))];

    private void Note(int key, byte[]? value)
    {
        if (value is null)
        {
            Entries.Remove(key);
        }
        else
        {
            Entries[key] = value;
        }
    }
}
