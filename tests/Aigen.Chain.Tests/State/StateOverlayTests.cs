using System.Collections.Concurrent;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain.Tests.State;

public class StateOverlayTests
{
    private static readonly StateKey[] Keys = [.. Enumerable.Range(1, 500).Select(Key)];

    [Fact]
    public void ReadAhead_ManyKeys_ReadsEachOnceAndChangesNothing()
    {
        var below = new CountingState();
        var overlay = new StateOverlay(below);
        overlay.ReadAhead([.. Keys, .. Keys]);
        Assert.All(Keys, key => Assert.Equal(below.Value(key), overlay.Get(key)));
        Assert.Equal(Keys.Length, below.Reads.Count);
        Assert.All(below.Reads.Values, reads => Assert.Equal(1, reads));
        Assert.Empty(overlay.Changes);
    }

    [Fact]
    public void ReadAhead_AfterPut_KeepsWhatWasWritten()
    {
        var overlay = new StateOverlay(new CountingState());
        overlay.Put(Keys[7], [1, 2, 3]);
        overlay.ReadAhead(Keys);
        Assert.Equal([1, 2, 3], overlay.Get(Keys[7]));
        Assert.Equal(Keys[7], Assert.Single(overlay.Changes).Key);
    }

    [Fact]
    public void ReadAhead_ThenPut_KnowsWhatStoodBefore()
    {
        var below = new CountingState();
        var overlay = new StateOverlay(below);
        overlay.ReadAhead(Keys);
        overlay.Put(Keys[0], [1]);
        overlay.Put(Keys[1], [2]);
        Assert.Equal([(Keys[0], below.Value(Keys[0])), (Keys[1], below.Value(Keys[1]))], overlay.Changes.Select(change => (change.Key, change.Before)));
    }

    [Fact]
    public void ReadAhead_FewKeys_LeavesThemToBeAskedFor()
    {
        var below = new CountingState();
        new StateOverlay(below).ReadAhead(Keys[..3]);
        Assert.Empty(below.Reads);
    }

    [Fact]
    public void ReadAhead_StoreFails_ThrowsWhatTheStoreThrows() =>
        Assert.Throws<StoreException>(() => new StateOverlay(new FailingState()).ReadAhead(Keys));

    private static StateKey Key(int number)
    {
        var bytes = new byte[Address.Length];
        BitConverter.TryWriteBytes(bytes, number);
        return StateKey.Account(Address.From(bytes));
    }

    // Every other entry is there.
    private sealed class CountingState : IStateReader
    {
        private readonly Dictionary<StateKey, byte[]> _values =
            Keys.Where((_, i) => i % 2 == 0).ToDictionary(key => key, key => key.Bytes.ToArray());

        public ConcurrentDictionary<StateKey, int> Reads { get; } = [];

        public byte[]? Value(StateKey key) => _values.GetValueOrDefault(key);

        public byte[]? Get(StateKey key)
        {
            Reads.AddOrUpdate(key, 1, static (_, reads) => reads + 1);
            return Value(key);
        }
    }

    private sealed class FailingState : IStateReader
    {
        public byte[]? Get(StateKey key) => throw new StoreException("the disk is gone");
    }
}
