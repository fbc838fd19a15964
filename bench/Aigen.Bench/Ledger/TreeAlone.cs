using System.Diagnostics;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Bench;

/// <summary>The state tree without the ledger around it: what a new root costs.</summary>
internal sealed class TreeAlone(IStore store)
{
    private readonly StateTree _tree = new(store);

    /// <summary>Milliseconds to put accounts into the tree and have the new root; the writing that follows is not counted.</summary>
    public double Update(IReadOnlyList<StateChange> changes)
    {
        using var batch = store.CreateBatch();
        var clock = Stopwatch.StartNew();
        var update = _tree.Update(changes, batch);
        var time = clock.Elapsed.TotalMilliseconds;
        store.Write(batch, Durability.Process);
        _tree.Accept(update);
        return time;
    }

    /// <summary>The same, and the tree is as it was: its root is a function of the entries alone.</summary>
    public double UpdateAndTakeBack(IReadOnlyList<StateChange> changes)
    {
        var time = Update(changes);
        Update([.. changes.Select(change => new StateChange(change.Key, change.Now, change.Before))]);
        return time;
    }

    /// <summary>Accounts as a state has them, to be put into a tree that may not.</summary>
    public static StateChange[] Of(IStateReader state, IEnumerable<Address> accounts) =>
        [.. accounts.Distinct().Select(StateKey.Account).Select(key => new StateChange(key, null, state.Get(key)))];
}
