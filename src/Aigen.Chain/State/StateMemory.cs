using System.Collections.Concurrent;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>
/// What is at hand of the tree, by place: stored pages, and subtrees below them. All of it is asked for with the hash that the page above
/// says, so that what an update made that was never written cannot be hit. Two threads may use it that are in different halves of the tree.
/// </summary>
internal sealed class StateMemory(long bytes)
{
    // Of a million accounts there are 273, and some 15 times as many subtrees. Those further up are asked for first, and stay.
    private const int MaxPages = 8_192;

    // How full it is after it was tidied up: the fuller, the sooner it has to be again.
    private const double MostKept = 0.85;

    private readonly ConcurrentDictionary<StatePlace, byte[]> _pages = [];
    private readonly ConcurrentDictionary<StatePlace, StateSubtree> _subtrees = [];
    private long _inUse;
    private long _update;

    public bool TryFindPage(StatePlace place, Hash256 hash, out StateNode top)
    {
        top = _pages.TryGetValue(place, out var page) ? new StateNode(page, 0) : StateNode.Empty;
        return page is not null && top.Hash == hash;
    }

    /// <summary>Keeps a page, in the bytes of the one that was there before if it is as long: hundreds of new objects a block are much to the garbage collector.</summary>
    public byte[] KeepPage(StatePlace place, ReadOnlySpan<byte> page)
    {
        if (_pages.TryGetValue(place, out var there) && there.Length == page.Length)
        {
            page.CopyTo(there);
            return there;
        }

        var kept = page.ToArray();
        if (there is not null || _pages.Count < MaxPages)
        {
            _pages[place] = kept;
        }

        return kept;
    }

    /// <summary>There is no page at a place any more.</summary>
    public void RemovePage(StatePlace place) => _pages.TryRemove(place, out _);

    /// <summary>The subtree at a place, to be changed there and kept again.</summary>
    public StateSubtree? Find(StatePlace place, Hash256 hash) =>
        _subtrees.TryGetValue(place, out var subtree) && subtree.Hash == hash ? subtree : null;

    public void Keep(StatePlace place, StateSubtree subtree)
    {
        // One that is here already stays where it is, so that the garbage collector finds nothing new.
        var there = _subtrees.GetValueOrDefault(place);
        if (there != subtree)
        {
            _subtrees[place] = subtree;
        }

        Interlocked.Add(ref _inUse, subtree.Bytes - (there?.KeptBytes ?? 0));
        (subtree.KeptBytes, subtree.LastUpdate) = (subtree.Bytes, _update);
    }

    /// <summary>There is no subtree at a place any more.</summary>
    public void Remove(StatePlace place)
    {
        if (_subtrees.TryRemove(place, out var subtree))
        {
            Interlocked.Add(ref _inUse, -subtree.KeptBytes);
        }
    }

    /// <summary>Ends an update: what was left alone for longest goes, where it is too much.</summary>
    public void Trim()
    {
        _update++;
        if (_inUse <= bytes)
        {
            return;
        }

        foreach (var (place, _) in _subtrees.OrderBy(static kept => kept.Value.LastUpdate))
        {
            if (_inUse <= MostKept * bytes)
            {
                break;
            }

            Remove(place);
        }
    }
}
