using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>One walk down the tree with sorted changes, and back up with hashes. A page is written anew beside the old one.</summary>
internal sealed class StateUpdater(IStoreReader store, StatePageCache cache)
{
    // Handing half of the work to another thread costs about as much as ten changes do.
    private const int ChangesForTwoThreads = 200;

    private readonly List<StagedPage>[] _staged = StateUpdate.NoPages();
    private readonly StatePageWriter?[] _writers = new StatePageWriter?[StatePage.MaxPages];

    public StateUpdate Run(StateNode root, PathChange[] changes)
    {
        var top = Rewrite(0, root, changes, out var hash);
        var stored = root.Kind != StateNodeKind.Empty;
        Stage(top, stored, top.Top.Kind != StateNodeKind.Empty, changes[0].KeyHash, root.Hash, hash);
        return new StateUpdate(hash, _staged);
    }

    private StatePageWriter Rewrite(int depth, StateNode top, ArraySegment<PathChange> changes, out Hash256 hash)
    {
        var page = _writers[depth / StatePage.Levels] ??= new StatePageWriter(depth);
        page.Clear();
        hash = Node(page, depth, top, changes);
        return page;
    }

    private Hash256 Node(StatePageWriter page, int depth, StateNode old, ArraySegment<PathChange> changes)
    {
        if (changes.Count == 0 || IsNothingToTakeOut(old, changes))
        {
            page.Copy(old);
            return old.Hash;
        }

        if (changes.Count == 1 && IsPlaceOf(old, changes[0]))
        {
            return page.Add(changes[0]);
        }

        return depth == page.Depth + StatePage.Levels ? Below(page, depth, old, changes) : Branch(page, depth, old, changes);
    }

    private Hash256 Branch(StatePageWriter page, int depth, StateNode old, ArraySegment<PathChange> changes)
    {
        var at = page.BeginBranch();
        var (oldLeft, oldRight) = old.Split(depth);
        var split = PathChange.CountLeft(changes, depth);
        if (depth == 0 && changes.Count >= ChangesForTwoThreads)
        {
            return OnTwoThreads(page, at, (oldLeft, changes[..split]), (oldRight, changes[split..]));
        }

        var left = Node(page, depth + 1, oldLeft, changes[..split]);
        var middle = page.Length;
        var right = Node(page, depth + 1, oldRight, changes[split..]);
        return page.EndBranch(at, middle, left, right);
    }

    // The right half of the whole tree on a thread of its own, with its own pages and the same cache, which nobody writes meanwhile.
    private Hash256 OnTwoThreads(
        StatePageWriter page, int at, (StateNode Old, ArraySegment<PathChange> Changes) left, (StateNode Old, ArraySegment<PathChange> Changes) right)
    {
        var other = new StateUpdater(store, cache);
        var half = new StatePageWriter(page.Depth);
        var task = Task.Run(() => other.Node(half, 1, right.Old, right.Changes));
        Hash256 leftHash;
        try
        {
            leftHash = Node(page, 1, left.Old, left.Changes);
        }
        finally
        {
            Task.WaitAny(task);
        }

        var (middle, rightHash) = (page.Length, task.GetAwaiter().GetResult());
        page.Copy(half.Top);
        for (var level = 0; level < _staged.Length; level++)
        {
            _staged[level].AddRange(other._staged[level]);
        }

        return page.EndBranch(at, middle, leftHash, rightHash);
    }

    // What begins a page of its own: a link is left for it, or itself where it is small.
    private Hash256 Below(StatePageWriter page, int depth, StateNode old, ArraySegment<PathChange> changes)
    {
        var stored = old.Kind == StateNodeKind.Page;
        var path = changes[0].KeyHash;
        var oldHash = stored ? old.Hash : Hash256.Zero;
        var below = Rewrite(depth, stored ? Load(depth, path, oldHash) : old, changes, out var hash);
        var stays = below.Top.HasMoreThan(StatePage.MaxEntriesInline);
        if (stays)
        {
            page.Link(hash);
        }
        else
        {
            page.Copy(below.Top);
        }

        Stage(below, stored, stays, path, oldHash, hash);
        return hash;
    }

    private static bool IsPlaceOf(StateNode old, in PathChange change) =>
        old.Kind == StateNodeKind.Empty || (old.Kind == StateNodeKind.Leaf && old.KeyHash.SequenceEqual(change.KeyHash.Bytes));

    private static bool IsNothingToTakeOut(StateNode old, ArraySegment<PathChange> changes) =>
        changes.Count == 1 && changes[0].IsDeletion && old.Kind == StateNodeKind.Leaf && !IsPlaceOf(old, changes[0]);

    private StateNode Load(int depth, Hash256 path, Hash256 hash) =>
        cache.Find(hash) is { } cached ? new StateNode(cached, 0) : StatePage.Load(store, depth, path.Bytes, hash);

    private void Stage(StatePageWriter page, bool stored, bool stays, Hash256 path, Hash256 oldHash, Hash256 hash)
    {
        if (stays ? !stored || hash != oldHash : stored)
        {
            _staged[page.Depth / StatePage.Levels].Add(new StagedPage(page.Depth, path, oldHash, hash, stays ? page.ToArray() : null));
        }
    }
}
