using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>Walks to where the path of a key ends, and notes the hashes on the other side. Of a store that is written meanwhile it needs
/// a snapshot.</summary>
internal static class StateProver
{
    public static StateProof Prove(IStoreReader reader, StateKey key)
    {
        var path = Hash256.Of(key.Bytes);
        var siblings = new List<Hash256>();
        var node = StatePage.LoadRoot(reader);
        while (node.Kind is StateNodeKind.Branch or StateNodeKind.Page)
        {
            if (node.Kind == StateNodeKind.Page)
            {
                node = StatePage.Load(reader, StatePlace.Of(siblings.Count, path), node.Hash);
            }

            var (left, right) = node.Split(siblings.Count);
            var goesLeft = StatePath.Bit(path.Bytes, siblings.Count) == 0;
            siblings.Add((goesLeft ? right : left).Hash);
            node = goesLeft ? left : right;
        }

        // The last part of the way: to the one entry that is left, or to none.
        var entries = node.Kind == StateNodeKind.Few
            ? StateSubtree.Read(reader, StatePlace.Of(siblings.Count, path), node.Hash)
            : StateSubtree.Of(siblings.Count, node);
        var end = entries.Descend(path, siblings);
        return end < 0 ? new StateProof(siblings, null, null) : End(reader, path, siblings, entries.Keys[end], entries.Leaves[end]);
    }

    private static StateProof End(IStoreReader reader, Hash256 path, List<Hash256> siblings, Hash256 keyHash, Hash256 leafHash)
    {
        var value = StateRow.Find(reader, keyHash);
        var valueHash = Hash256.Of(value);
        if (value is null || StateHash.Leaf(keyHash, valueHash) != leafHash)
        {
            throw new InvalidDataException($"The state tree has an entry of key hash {keyHash} whose value is not the one that is stored.");
        }

        return keyHash == path ? new StateProof(siblings, value, null) : new StateProof(siblings, null, new OtherLeaf(keyHash, valueHash));
    }
}
