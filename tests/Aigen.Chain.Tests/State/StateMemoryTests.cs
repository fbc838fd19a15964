using Aigen.Primitives;

namespace Aigen.Chain.Tests.State;

public sealed class StateMemoryTests
{
    [Fact]
    public void Find_WithTheHashThatItHas_GivesTheSubtree()
    {
        var (memory, subtree) = (new StateMemory(1 << 20), SubtreeOf(1));
        memory.Keep(PlaceOf(1), subtree);

        Assert.Same(subtree, memory.Find(PlaceOf(1), subtree.Hash));
    }

    [Fact]
    public void Find_WithAnotherHash_GivesNothing()
    {
        var memory = new StateMemory(1 << 20);
        memory.Keep(PlaceOf(1), SubtreeOf(1));

        Assert.Null(memory.Find(PlaceOf(1), SubtreeOf(2).Hash));
    }

    [Fact]
    public void Trim_MoreThanThereIsRoomFor_ForgetsWhatWasLeftAloneForLongest()
    {
        var memory = new StateMemory(10 * SubtreeOf(0).Bytes);
        for (var i = 0; i < 30; i++)
        {
            memory.Keep(PlaceOf(i), SubtreeOf(i));
            memory.Trim();
        }

        var kept = Enumerable.Range(0, 30).Where(i => memory.Find(PlaceOf(i), SubtreeOf(i).Hash) is not null).ToList();

        Assert.InRange(kept.Count, 8, 10);
        Assert.Equal(Enumerable.Range(30 - kept.Count, kept.Count), kept);
    }

    [Fact]
    public void Keep_InAPlaceThatIsTaken_CountsItsBytesOnce()
    {
        var memory = new StateMemory(10 * SubtreeOf(0).Bytes);
        for (var i = 0; i < 100; i++)
        {
            memory.Keep(PlaceOf(0), SubtreeOf(i));
        }

        memory.Keep(PlaceOf(1), SubtreeOf(1));
        memory.Trim();

        Assert.NotNull(memory.Find(PlaceOf(0), SubtreeOf(99).Hash));
        Assert.NotNull(memory.Find(PlaceOf(1), SubtreeOf(1).Hash));
    }

    private static StatePlace PlaceOf(int i) => StatePlace.Of(8, Path((byte)i));

    private static StateSubtree SubtreeOf(int i)
    {
        var page = new StatePageWriter(0);
        page.Add(Path((byte)i), Hash256.Of([(byte)i]));
        return StateSubtree.Of(8, page.Top);
    }

    private static Hash256 Path(byte first)
    {
        var path = new byte[Hash256.Length];
        path[0] = first;
        return Hash256.From(path);
    }
}
