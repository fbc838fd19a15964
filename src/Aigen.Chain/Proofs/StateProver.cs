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

        return End(reader, key, path, siblings, node);
    }

    private static StateProof End(IStoreReader reader, StateKey key, Hash256 path, List<Hash256> siblings, StateNode end)
    {
        if (end.Kind == StateNodeKind.Empty)
        {
            return new StateProof(siblings, null, null);
        }

        var (keyHash, valueHash) = (Hash256.From(end.KeyHash), Hash256.From(end.ValueHash));
        if (keyHash != path)
        {
            return new StateProof(siblings, null, new OtherLeaf(keyHash, valueHash));
        }

        return reader.Get(Column.State, key.Bytes) is { } value && Hash256.Of(value) == valueHash
            ? new StateProof(siblings, value, null)
            : throw new InvalidDataException($"The state tree has an entry of key hash {keyHash} whose value is not the one that is stored.");
    }
}
