namespace Aigen.Storage;

/// <summary>An ordered key-value store with columns and atomic batches.</summary>
public interface IStore : IStoreReader, IDisposable
{
    /// <summary>Why nothing can be written just now; null while it can. The store goes on by itself once the cause is gone.</summary>
    string? Fault => null;

    /// <summary>What it holds in memory.</summary>
    StoreMemory Memory => default;

    /// <summary>The store as it is now, whatever is written later.</summary>
    IStoreSnapshot OpenSnapshot();

    IWriteBatch CreateBatch();

    /// <summary>Writes the whole batch or nothing of it.</summary>
    /// <exception cref="StoreException">Nothing was written: the disk is full, or it fails.</exception>
    void Write(IWriteBatch batch, Durability durability);
}
