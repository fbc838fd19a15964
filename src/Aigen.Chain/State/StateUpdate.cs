using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What changes of the tree make of it: the new root, the pages that are to be written, and the buckets that need not be.</summary>
internal sealed class StateUpdate
{
    // By the depth of their tops.
    private readonly List<StagedPage>[] _pages = [.. Enumerable.Range(0, StatePage.MaxPages).Select(_ => new List<StagedPage>())];
    private readonly List<StagedBucket> _buckets = [];

    public Hash256 Root { get; set; }

    /// <summary>The pages, the deepest first.</summary>
    public IEnumerable<StagedPage> Pages => _pages.Reverse().SelectMany(static level => level);

    public IReadOnlyList<StagedBucket> Buckets => _buckets;

    public void Add(in StagedPage page) => _pages[page.Depth / StatePage.Levels].Add(page);

    public void Add(in StagedBucket bucket) => _buckets.Add(bucket);

    /// <summary>Adds what was found in another part of the tree.</summary>
    public void Add(StateUpdate other)
    {
        for (var level = 0; level < _pages.Length; level++)
        {
            _pages[level].AddRange(other._pages[level]);
        }

        _buckets.AddRange(other._buckets);
    }
}

/// <param name="Path">The path of some entry below it.</param>
/// <param name="Old">The hash of the page that stood there, zero for none.</param>
/// <param name="Bytes">Null where no page is left there.</param>
internal readonly record struct StagedPage(int Depth, Hash256 Path, Hash256 Old, Hash256 New, byte[]? Bytes);

/// <param name="Old">The hash of the bucket that stood there, zero for none.</param>
/// <param name="Bytes">Null where no bucket is left there.</param>
internal readonly record struct StagedBucket(Hash256 Old, Hash256 New, byte[]? Bytes);
