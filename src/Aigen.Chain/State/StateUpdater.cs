using System.Runtime.InteropServices;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>One walk down the tree with sorted changes, and back up with hashes. A page is written anew beside the old one.</summary>
internal sealed class StateUpdater(IStoreReader store, StateCache cache)
{
    // Handing half of the work to another thread costs about as much as ten changes do.
    private const int ChangesForTwoThreads = 200;

    private readonly StateUpdate _update = new();
    private readonly StatePageWriter?[] _writers = new StatePageWriter?[StatePage.MaxPages];
    private readonly Dictionary<Hash256, byte[]?> _made = [];

    public StateUpdate Run(StateNode root, PathChange[] changes)
    {
        var top = Rewrite(0, root, changes, out var hash);
        _update.Pages.Add(new StagedPage(0, changes[0].KeyHash, top.Top.Kind == StateNodeKind.Empty ? null : top.ToArray()));
        (_update.Root, _update.Changes) = (hash, changes);
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
    private Hash256 Below(StatePageWriter page, int depth, StateNode old, ArraySegment<PathChange> changes) => IsPage(old)
        ? BelowPage(page, depth, old, changes)
        : Place(page, depth, Entries(depth, old, changes[0].KeyHash).With(changes), old.Kind == StateNodeKind.Few ? old.Hash : Hash256.Zero);

    private Hash256 BelowPage(StatePageWriter page, int depth, StateNode old, ArraySegment<PathChange> changes)
    {
        var path = changes[0].KeyHash;
        var below = Rewrite(depth, LoadPage(depth, path, old), changes, out var hash);
        var entries = below.Top.CountEntries();
        if (entries > 1)
        {
            page.Link(hash, entries);
        }
        else
        {
            page.Copy(below.Top);
        }

        Stage(below, entries, path, (old.Hash, old.Kind == StateNodeKind.Page), hash);
        return hash;
    }

    private Hash256 Place(StatePageWriter page, int depth, StateBucket entries, Hash256 oldHash)
    {
        if (entries.Count <= StateBucket.MaxKept)
        {
            var small = entries.Hash(depth);
            page.Add(entries, small);
            Stage(new StagedNode(oldHash, small, entries.Count > 1 ? entries.ToArray() : null));
            return small;
        }

        var below = Writer(depth);
        var hash = Spread(below, depth, entries);
        page.Link(hash, entries.Count);
        Stage(below, entries.Count, Hash256.From(entries.KeyHash(0)), (oldHash, false), hash);
        return hash;
    }

    // More entries than stay together, over the levels of a new page.
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

    private static bool IsPage(StateNode node) =>
        node.Kind == StateNodeKind.Page || (node.Kind == StateNodeKind.Few && node.Few > StateBucket.MaxKept);

    private StateNode LoadPage(int depth, Hash256 path, StateNode link) =>
        TryFind(link.Hash, out var page) ? new StateNode(page.Array!, page.Offset)
        : link.Kind == StateNodeKind.Page ? StatePage.Load(store, depth, path.Bytes, link.Hash)
        : MakePage(depth, StateBucket.Read(store, depth, path.Bytes, link.Hash, _update.Values));

    // Of the entries below a page that is not stored; what is made below it is found again before it is kept.
    private StateNode MakePage(int depth, StateBucket entries)
    {
        var (page, made) = (Writer(depth), _update.Nodes.Count);
        Spread(page, depth, entries);
        foreach (var node in CollectionsMarshal.AsSpan(_update.Nodes)[made..])
        {
            _made[node.New] = node.Bytes;
        }

        return new StateNode(page.ToArray(), 0);
    }

    private StateBucket Entries(int depth, StateNode old, Hash256 path) =>
        old.Kind != StateNodeKind.Few ? StateBucket.Of(old)
        : TryFind(old.Hash, out var entries) ? new StateBucket(entries)
        : StateBucket.Read(store, depth, path.Bytes, old.Hash, _update.Values);

    private bool TryFind(Hash256 hash, out ArraySegment<byte> node)
    {
        if (cache.TryFind(hash, out node))
        {
            return true;
        }

        var wasMade = _made.TryGetValue(hash, out var bytes);
        node = bytes ?? [];
        return wasMade;
    }

    private void Stage(StatePageWriter page, int entries, Hash256 path, (Hash256 Hash, bool IsStored) old, Hash256 hash)
    {
        if (old == (hash, entries > StatePage.MaxUnstored))
        {
            return;
        }

        var bytes = entries > StateBucket.MaxKept ? page.ToArray() : null;
        Stage(new StagedNode(old.Hash, hash, bytes));
        if (old.IsStored || entries > StatePage.MaxUnstored)
        {
            _update.Pages.Add(new StagedPage(page.Depth, path, entries > StatePage.MaxUnstored ? bytes : null));
        }
    }

    private void Stage(in StagedNode node)
    {
        if (node.Old != node.New)
        {
            _update.Nodes.Add(node);
        }
    }
}
