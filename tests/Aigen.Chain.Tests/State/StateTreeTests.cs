using Aigen.Primitives;
using Aigen.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Aigen.Chain.Tests.State;

public sealed class StateTreeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-tree-").FullName;
    private readonly RocksStore _store;

    public StateTreeTests() => _store = RocksStore.Open(_folder);

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Root_OfNothing_IsZero() => Assert.Equal(Hash256.Zero, new StateTree(_store).Root);

    [Fact]
    public void Update_AnySplitOfTheSameEntries_GivesTheRootOfTheSet()
    {
        var round = 0;
        Prop.ForAll(
            Gen.Choose(0, 60).SelectMany(i => Gen.Choose(0, 3), (key, value) => (key, value)).ListOf().SelectMany(_ => Gen.Choose(1, 7), (entries, chunk) => (entries, chunk)).ToArbitrary(),
            sample =>
            {
                var folder = Path.Combine(_folder, $"{round++}");
                using var store = RocksStore.Open(folder);
                var tree = new StateTree(store);
                var expected = new Dictionary<string, byte[]>();
                foreach (var part in sample.entries.Chunk(sample.chunk))
                {
                    var changes = new Dictionary<StateKey, byte[]>();
                    foreach (var (key, value) in part)
                    {
                        changes[StateKey.Proposal($"{key}")] = [(byte)value];
                        expected[$"{key}"] = [(byte)value];
                    }

                    using var batch = store.CreateBatch();
                    var root = tree.Update([.. changes.Select(change => new StateChange(change.Key, null, change.Value))], batch).Root;
                    store.Write(batch, Durability.Process);
                    Assert.Equal(root, tree.Root);
                }

                Assert.Equal(RootOf(expected), tree.Root);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    // The definition, without any storage: a set of leaves split by the bits of their keys.
    private static Hash256 RootOf(Dictionary<string, byte[]> entries) => RootOf(
        [.. entries.Select(entry => (Hash256.Of(StateKey.Proposal(entry.Key).Bytes), Hash256.Of(entry.Value)))], depth: 0);

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
}
