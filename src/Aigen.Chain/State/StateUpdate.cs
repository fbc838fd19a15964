using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What changes of the tree make of it: the new root, what is to be written, and what is worth keeping at hand once that is done.</summary>
internal sealed class StateUpdate
{
    public Hash256 Root { get; set; }

    /// <summary>What changed, in the order of the paths.</summary>
    public PathChange[] Changes { get; set; } = [];

    /// <summary>The pages to be written, or taken out, in the order of their places.</summary>
    public List<StagedPage> Pages { get; } = [];

    /// <summary>What was read on the way, of entries that have not changed too.</summary>
    public List<StateValue> Values { get; } = [];

    /// <summary>Adds what was found in another part of the tree.</summary>
    public void Add(StateUpdate other)
    {
        Pages.AddRange(other.Pages);
        Values.AddRange(other.Values);
    }
}

/// <param name="Bytes">Null where no page is left there.</param>
internal readonly record struct StagedPage(StatePlace Place, byte[]? Bytes);

/// <summary>The value of an entry under the hash of its key.</summary>
internal readonly record struct StateValue(Hash256 Path, byte[] Bytes);
