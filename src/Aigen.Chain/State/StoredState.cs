using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>The state as of the head, or of a snapshot, straight from the store.</summary>
public sealed class StoredState(IStoreReader store) : IStateReader
{
    public byte[]? Get(StateKey key) => StateRow.Find(store, key);
}
