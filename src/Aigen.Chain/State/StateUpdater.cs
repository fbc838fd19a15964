using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>
/// One walk down the tree with sorted changes, and back up with hashes. A page is written anew beside the old one; what is below the pages
/// changes where it is.
/// </summary>
internal sealed class StateUpdater(IStoreReader store, StateMemory memory, PathChange[] changes, Hash256[] paths)
{
    // Handing half of the work to another thread costs about as much as ten changes do.
    private const int ChangesForTwoThreads = 200;

    private readonly StateUpdate _update = new() { Changes = changes };
    private readonly StatePageWriter?[] _writers = new StatePageWriter?[StatePage.MaxPages];

    public StateUpdater(IStoreReader store, StateMemory memory, PathChange[] changes)
        : this(store, memory, changes, Array.ConvertAll(changes, static change => change.KeyHash))
    {
    }

    public StateUpdate Run(StateNode root)
    {
        var top = Rewrite(0, root, changes, out var hash);
        _update.Pages.Add(new StagedPage(StatePlace.Root, top.Top.Kind == StateNodeKind.Empty ? null : top.Bytes.ToArray()));
        _update.Pages.Sort(static (one, other) => one.Place.CompareTo(other.Place));
        _update.Root = hash;
        memory.Trim();
        return _update;
    }

    private StatePageWriter Rewrite(int depth, StateNode top, ArraySegment<PathChange> part, out Hash256 hash)
    {
        var page = Writer(depth);
        hash = Node(page, depth, top, part);
        return page;
    }

    private StatePageWriter Writer(int depth)
    {
        var page = _writers[depth / StatePage.Levels] ??= new StatePageWriter(depth);
        page.Clear();
        return page;
    }

    private ReadOnlySpan<Hash256> Paths(ArraySegment<PathChange> part) => paths.AsSpan(part.Offset, part.Count);

    private Hash256 Node(StatePageWriter page, int depth, StateNode old, ArraySegment<PathChange> part)
    {
        if (part.Count == 0 || IsNothingToTakeOut(old, part))
        {
            page.Copy(old);
            return old.Hash;
        }

        if (part.Count == 1 && IsPlaceOf(old, part[0]))
        {
            return page.Add(part[0]);
        }

        return depth < page.End ? Branch(page, depth, old, part)
            : old.Kind == StateNodeKind.Page ? BelowPage(page, depth, old, part)
            : Below(page, StatePlace.Of(depth, part[0].KeyHash), old, part);
    }

    private Hash256 Branch(StatePageWriter page, int depth, StateNode old, ArraySegment<PathChange> part)
    {
        var at = page.BeginBranch();
        var (oldLeft, oldRight) = old.Split(depth);
        var split = StatePath.CountLeft(Paths(part), depth);
        if (depth == 0 && part.Count >= ChangesForTwoThreads)
        {
            return OnTwoThreads(page, at, (oldLeft, part[..split]), (oldRight, part[split..]));
        }

        var left = Node(page, depth + 1, oldLeft, part[..split]);
        var middle = page.Length;
        var right = Node(page, depth + 1, oldRight, part[split..]);
        return page.EndBranch(at, middle, left, right);
    }

    // The right half of the whole tree on a thread of its own, with its own pages.
    private Hash256 OnTwoThreads(
        StatePageWriter page, int at, (StateNode Old, ArraySegment<PathChange> Part) left, (StateNode Old, ArraySegment<PathChange> Part) right)
    {
        var other = new StateUpdater(store, memory, changes, paths);
        var half = new StatePageWriter(page.Depth);
        var task = Task.Run(() => other.Node(half, 1, right.Old, right.Part));
        Hash256 leftHash;
        try
        {
            leftHash = Node(page, 1, left.Old, left.Part);
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

    private Hash256 BelowPage(StatePageWriter page, int depth, StateNode old, ArraySegment<PathChange> part)
    {
        var place = StatePlace.Of(depth, part[0].KeyHash);
        var top = memory.TryFindPage(place, old.Hash, out var found) ? found : StatePage.Load(store, place, old.Hash);
        var below = Rewrite(depth, top, part, out var hash);
        var entries = below.Top.CountEntries();
        if (entries > 1)
        {
            page.Link(hash, entries);
        }
        else
        {
            page.Copy(below.Top);
        }

        if (hash != old.Hash)
        {
            Stage(place, entries > StatePage.MaxUnstored ? below : null);
        }

        return hash;
    }

    // Below the last level of a page, where no page is stored.
    private Hash256 Below(StatePageWriter page, StatePlace place, StateNode old, ArraySegment<PathChange> part)
    {
        var entries = old.Kind != StateNodeKind.Few ? StateSubtree.Of(place.Depth, old)
            : memory.Find(place, old.Hash) ?? StateSubtree.Read(store, place, old.Hash, _update.Values);
        entries.Update(part, Paths(part));
        return Put(page, place, entries);
    }

    private Hash256 Put(StatePageWriter page, StatePlace place, StateSubtree entries)
    {
        if (entries.Count <= StatePage.MaxUnstored)
        {
            page.Add(entries);
            if (entries.Count > 1)
            {
                memory.Keep(place, entries);
            }
            else
            {
                memory.Remove(place);
            }

            return entries.Hash;
        }

        memory.Remove(place);
        var below = Writer(place.Depth);
        Spread(below, place.Depth, entries, 0, entries.Count);
        page.Link(entries.Hash, entries.Count);
        Stage(place, below);
        return entries.Hash;
    }

    // More entries than stay together, over the levels of a new page.
    private Hash256 Spread(StatePageWriter page, int depth, StateSubtree entries, int first, int end)
    {
        if (depth == page.End)
        {
            return Put(page, StatePlace.Of(depth, entries.Keys[first]), entries.Part(first, end, depth));
        }

        if (end - first < 2)
        {
            var alone = entries.Part(first, end, depth);
            page.Add(alone);
            return alone.Hash;
        }

        var at = page.BeginBranch();
        var split = entries.Middle(first, end, depth);
        var left = Spread(page, depth + 1, entries, first, split);
        var middle = page.Length;
        var right = Spread(page, depth + 1, entries, split, end);
        return page.EndBranch(at, middle, left, right);
    }

    private static bool IsPlaceOf(StateNode old, in PathChange change) =>
        old.Kind == StateNodeKind.Empty || (old.Kind == StateNodeKind.Leaf && old.KeyHash.SequenceEqual(change.KeyHash.Bytes));

    private static bool IsNothingToTakeOut(StateNode old, ArraySegment<PathChange> part) =>
        part.Count == 1 && part[0].IsDeletion && old.Kind == StateNodeKind.Leaf && !IsPlaceOf(old, part[0]);

    private void Stage(StatePlace place, StatePageWriter? page)
    {
        if (page is null)
        {
            memory.RemovePage(place);
        }

        _update.Pages.Add(new StagedPage(place, page is null ? null : memory.KeepPage(place, page.Bytes)));
    }
}
