using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>One walk down the tree with sorted changes, and back up with hashes. A page is written anew beside the old one.</summary>
internal sealed class StateUpdater(IStoreReader store, StatePageCache cache)
{
    // Handing half of the work to another thread costs about as much as ten changes do.
    private const int ChangesForTwoThreads = 200;

    private readonly StateUpdate _update = new();
    private readonly StatePageWriter?[] _writers = new StatePageWriter?[StatePage.MaxPages];

    public StateUpdate Run(StateNode root, PathChange[] changes)
    {
        var top = Rewrite(0, root, changes, out var hash);
        Stage(top, root.Kind != StateNodeKind.Empty, top.Top.Kind != StateNodeKind.Empty, changes[0].KeyHash, root.Hash, hash);
        _update.Root = hash;
        return _update;
    }

    private StatePageWriter Rewrite(int depth, StateNode top, ArraySegment<PathChange> changes, out Hash256 hash)
    {
        var page = Writer(depth);
        hash = Node(page, depth, top, changes);
        return page;
    }

    private StatePageWriter Writer(int depth)
    {
        var page = _writers[depth / StatePage.Levels] ??= new StatePageWriter(depth);
        page.Clear();
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

        return depth == page.End ? Below(page, depth, old, changes) : Branch(page, depth, old, changes);
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
        _update.Add(other._update);
        return page.EndBranch(at, middle, leftHash, rightHash);
    }

    // What is below the last level of a page: a page of its own, or a bucket where it is small.
    private Hash256 Below(StatePageWriter page, int depth, StateNode old, ArraySegment<PathChange> changes) => old.Kind == StateNodeKind.Page
        ? BelowPage(page, depth, old.Hash, changes)
        : Place(page, depth, Entries(depth, old, changes[0].KeyHash).With(changes), old.Kind == StateNodeKind.Bucket ? old.Hash : Hash256.Zero);

    private Hash256 BelowPage(StatePageWriter page, int depth, Hash256 oldHash, ArraySegment<PathChange> changes)
    {
        var path = changes[0].KeyHash;
        var below = Rewrite(depth, LoadPage(depth, path, oldHash), changes, out var hash);
        var entries = below.Top.CountEntries();
        if (entries > StateBucket.MaxEntries)
        {
            page.Link(hash);
        }
        else if (entries > 1)
        {
            page.Link(hash, entries);
        }
        else
        {
            page.Copy(below.Top);
        }

        Stage(below, stored: true, stays: entries > StateBucket.MaxEntries, path, oldHash, hash);
        return hash;
    }

    private Hash256 Place(StatePageWriter page, int depth, StateBucket entries, Hash256 oldHash)
    {
        if (entries.Count <= StateBucket.MaxEntries)
        {
            var small = entries.Hash(depth);
            page.Add(entries, small);
            _update.Add(new StagedBucket(oldHash, small, entries.Count > 1 ? entries.ToArray() : null));
            return small;
        }

        var below = Writer(depth);
        var hash = Spread(below, depth, entries);
        page.Link(hash);
        Stage(below, stored: false, stays: true, Hash256.From(entries.KeyHash(0)), oldHash, hash);
        return hash;
    }

    // More entries than a bucket holds, over the levels of a new page.
    private Hash256 Spread(StatePageWriter page, int depth, StateBucket entries)
    {
        if (depth == page.End)
        {
            return Place(page, depth, entries, Hash256.Zero);
        }

        if (entries.Count <= 1)
        {
            var alone = entries.Hash(depth);
            page.Add(entries, alone);
            return alone;
        }

        var at = page.BeginBranch();
        var (entriesLeft, entriesRight) = entries.Split(depth);
        var left = Spread(page, depth + 1, entriesLeft);
        var middle = page.Length;
        var right = Spread(page, depth + 1, entriesRight);
        return page.EndBranch(at, middle, left, right);
    }

    private static bool IsPlaceOf(StateNode old, in PathChange change) =>
        old.Kind == StateNodeKind.Empty || (old.Kind == StateNodeKind.Leaf && old.KeyHash.SequenceEqual(change.KeyHash.Bytes));

    private static bool IsNothingToTakeOut(StateNode old, ArraySegment<PathChange> changes) =>
        changes.Count == 1 && changes[0].IsDeletion && old.Kind == StateNodeKind.Leaf && !IsPlaceOf(old, changes[0]);

    private StateNode LoadPage(int depth, Hash256 path, Hash256 hash) =>
        cache.TryFind(hash, out var page) ? new StateNode(page.Array!, page.Offset) : StatePage.Load(store, depth, path.Bytes, hash);

    private StateBucket Entries(int depth, StateNode old, Hash256 path) =>
        old.Kind != StateNodeKind.Bucket ? StateBucket.Of(old)
        : cache.TryFind(old.Hash, out var entries) ? new StateBucket(entries)
        : StateBucket.Read(store, depth, path.Bytes, old.Hash);

    private void Stage(StatePageWriter page, bool stored, bool stays, Hash256 path, Hash256 oldHash, Hash256 hash)
    {
        if (stays ? !stored || hash != oldHash : stored)
        {
            _update.Add(new StagedPage(page.Depth, path, oldHash, hash, stays ? page.ToArray() : null));
        }
    }
}
