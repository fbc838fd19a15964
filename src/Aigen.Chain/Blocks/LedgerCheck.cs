using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>Whether a store holds the chain of a network, undamaged as far as a start can tell.</summary>
internal static class LedgerCheck
{
    public const uint SchemaVersion = 4;

    /// <summary>The head, once schema, network and state root are what they must be.</summary>
    /// <exception cref="LedgerException">With what was found and what to do.</exception>
    public static SignedHeader Head(IStoreReader store, ChainSpec spec, Hash256 root)
    {
        Schema(store);
        var genesis = Hash256.From(Meta(store, LedgerKeys.Genesis));
        if (genesis != spec.Hash)
        {
            throw new LedgerException(
                $"the database is of the network with genesis {genesis}, the genesis file's is {spec.Hash}: use its own file or another --data-dir");
        }

        var height = LedgerKeys.Number(Meta(store, LedgerKeys.Head));
        var head = new BlockStore(store).FindHeader(height) ?? throw Damaged($"block {height}, the head, is missing");
        return head.Header.StateRoot == root
            ? head
            : throw Damaged($"block {height} says state root {head.Header.StateRoot}, the stored state has {root}");
    }

    /// <exception cref="LedgerException">Another version of this program made it.</exception>
    public static void Schema(IStoreReader store)
    {
        var schema = BitConverter.ToUInt32(Meta(store, LedgerKeys.Schema));
        if (schema != SchemaVersion)
        {
            throw new LedgerException(
                $"the database has schema {schema}, this program reads {SchemaVersion}: export it with the version that made it, and import it here");
        }
    }

    private static byte[] Meta(IStoreReader store, ReadOnlySpan<byte> key) =>
        store.Get(Column.Meta, key) ?? throw Damaged($"the entry {System.Text.Encoding.ASCII.GetString(key)} is missing");

    private static LedgerException Damaged(string what) => new($"{what}: the database is damaged", isDamage: true);
}
