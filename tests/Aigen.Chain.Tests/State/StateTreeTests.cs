using Aigen.Chain.Tests.Support;
using Aigen.Primitives;
using Aigen.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Aigen.Chain.Tests.State;

public sealed class StateTreeTests
{
    [Fact]
    public void Root_OfNothing_IsZero()
    {
        using var tree = new TestTree();
        Assert.Equal(Hash256.Zero, tree.Root);
        Assert.Equal(Hash256.Zero, tree.Update([]));
    }

    [Fact]
    public void Update_AnySequenceOfChanges_GivesTheRootOfTheSet() => Prop.ForAll(
        Step.Any.ListOf().ToArbitrary(),
        steps =>
        {
            using var tree = new TestTree();
            foreach (var step in steps)
            {
                step.Take(tree);
                Assert.Equal(TestTree.RootOf(tree.Entries), tree.Root);
            }

            tree.Update(tree.Entries.Keys.Select(key => (key, (byte[]?)null)));
            Assert.Equal(Hash256.Zero, tree.Root);
            Assert.Empty(tree.Store.Scan(Column.StateTree));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Update_ManyEntriesAtOnce_LeavesTheSamePagesAsOneByOne()
    {
        var entries = Enumerable.Range(0, 9_500).Select(i => (i, (byte[]?)[(byte)i])).ToList();
        using var atOnce = new TestTree();
        atOnce.Update(entries);
        using var inParts = new TestTree(cacheBytes: 20_000);
        foreach (var part in entries.AsEnumerable().Reverse().Append((9_999, [1])).Chunk(100))
        {
            inParts.Update(part);
        }

        inParts.Update([(9_999, null)]);
        Assert.Equal(TestTree.RootOf(atOnce.Entries), atOnce.Root);
        Assert.Equal(atOnce.Store.Scan(Column.StateTree), inParts.Store.Scan(Column.StateTree));
        Assert.Equal(atOnce.Store.Scan(Column.State), inParts.Store.Scan(Column.State));
        atOnce.Update(entries.Select(entry => (entry.i, (byte[]?)null)));
        Assert.Empty(atOnce.Store.Scan(Column.StateTree));
        Assert.Empty(atOnce.Store.Scan(Column.State));
    }

    [Fact]
    public void Update_ThatIsNeverWritten_LeavesNoTrace()
    {
        using var tree = new TestTree();
        tree.Update([(1, [1]), (2, [2])]);
        tree.Stage([(1, [9]), (2, null), (3, [3])]);
        tree.Update([(4, [4])]);
        Assert.Equal(TestTree.RootOf(tree.Entries), tree.Root);
    }

    [Fact]
    public void Update_OnAPageThatIsNotWhatItsParentSays_IsDamaged()
    {
        using var tree = new TestTree();
        tree.Update(Enumerable.Range(0, 12_000).Select(i => (i, (byte[]?)[1])));
        tree.DropCache();
        using (var batch = tree.Store.CreateBatch())
        {
            foreach (var (place, _) in tree.Store.Scan(Column.StateTree).Skip(1))
            {
                batch.Delete(Column.StateTree, place);
            }

            tree.Store.Write(batch, Durability.Process);
        }

        Assert.Throws<InvalidDataException>(() => tree.Update(Enumerable.Range(0, 12_000).Select(i => (i, (byte[]?)[2]))));
    }

    [Fact]
    public void Update_OnARowThatIsNotWhatItsPageSays_IsDamaged()
    {
        using var tree = new TestTree();
        tree.Update(Enumerable.Range(0, 100).Select(i => (i, (byte[]?)[1])));
        tree.DropCache();
        using (var batch = tree.Store.CreateBatch())
        {
            foreach (var (path, row) in tree.Store.Scan(Column.State))
            {
                row[^1] ^= 1;
                batch.Put(Column.State, path, row);
            }

            tree.Store.Write(batch, Durability.Process);
        }

        Assert.Contains("their page says", Assert.Throws<InvalidDataException>(() => tree.Update([(1, [2])])).Message);
    }

    /// <summary>What happens to a tree: a block of changes (a value below 0 takes the entry out), and what comes before it.</summary>
    private sealed record Step(Before Before, List<(int Key, int Value)> Changes)
    {
        public static Gen<Step> Any =>
            from before in Gen.Elements(Before.Nothing, Before.Nothing, Before.Nothing, Before.Reopening, Before.DroppedCache, Before.FailedWrite)
            from size in Gen.Choose(0, 4)
            from changes in Gen.Choose(0, 12 * (1 << (2 * size))).SelectMany(_ => Gen.Choose(-2, 3), (key, value) => (key, value)).ListOf()
            select new Step(before, [.. changes]);

        public void Take(TestTree tree)
        {
            var changes = Changes.Select(change => (change.Key, change.Value < 0 ? null : new[] { (byte)change.Value })).ToList();
            switch (Before)
            {
                case Before.Reopening:
                    tree.Reopen();
                    break;
                case Before.DroppedCache:
                    tree.DropCache();
                    break;
                case Before.FailedWrite:
                    tree.Stage(changes.Select(change => (change.Key + 1, change.Item2)));
                    break;
            }

            tree.Update(changes);
        }
    }

    private enum Before
    {
        Nothing,
        Reopening,
        DroppedCache,
        FailedWrite,
    }
}
