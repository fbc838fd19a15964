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
                node = StatePage.Load(reader, siblings.Count, path.Bytes, node.Hash);
            }

            var (left, right) = node.Split(siblings.Count);
            var goesLeft = StatePath.Bit(path.Bytes, siblings.Count) == 0;
            siblings.Add((goesLeft ? right : left).Hash);
            node = goesLeft ? left : right;
        }

        return End(reader, path, siblings, Descend(reader, path, siblings, node));
    }

    // The last part of the way: to the one entry that is left, or to none.
    private static StateBucket Descend(IStoreReader reader, Hash256 path, List<Hash256> siblings, StateNode node)
    {
        var entries = node.Kind == StateNodeKind.Few
            ? StateBucket.Read(reader, siblings.Count, path.Bytes, node.Hash)
            : StateBucket.Of(node);
        while (entries.Count > 1)
        {
            var (left, right) = entries.Split(siblings.Count);
            var goesLeft = StatePath.Bit(path.Bytes, siblings.Count) == 0;
            siblings.Add((goesLeft ? right : left).Hash(siblings.Count + 1));
            entries = goesLeft ? left : right;
        }

        return entries;
    }

    private static StateProof End(IStoreReader reader, Hash256 path, List<Hash256> siblings, StateBucket end)
    {
        if (end.Count == 0)
        {
            return new StateProof(siblings, null, null);
        }

        var keyHash = Hash256.From(end.KeyHash(0));
        var value = StateRow.Find(reader, keyHash);
        var valueHash = Hash256.Of(value);
        if (value is null || StateHash.Leaf(keyHash, valueHash) != Hash256.From(end.LeafHash(0)))
        {
            throw new InvalidDataException($"The state tree has an entry of key hash {keyHash} whose value is not the one that is stored.");
        }

        return keyHash == path ? new StateProof(siblings, value, null) : new StateProof(siblings, null, new OtherLeaf(keyHash, valueHash));
    }
}
