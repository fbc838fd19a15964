using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>The ledger as of one block, for answers that must fit together. Close it soon.</summary>
public sealed class LedgerView : IDisposable
{
    private readonly IStoreSnapshot _snapshot;

    internal LedgerView(IStoreSnapshot snapshot)
    {
        _snapshot = snapshot;
        Blocks = new BlockStore(snapshot);
        State = new StoredState(snapshot);
        Head = Blocks.FindHeader(LedgerKeys.Number(snapshot.Get(Column.Meta, LedgerKeys.Head)))
            ?? throw new LedgerException("the head is missing: the database is damaged");
    }

    /// <summary>The ledger in a store, whichever network's it is.</summary>
    /// <exception cref="LedgerException">There is none that this program can read.</exception>
    public static LedgerView Of(IStore store)
    {
        LedgerCheck.Schema(store);
        return new LedgerView(store.OpenSnapshot());
    }

    public SignedHeader Head { get; }

    public BlockStore Blocks { get; }

    public IStateReader State { get; }

    /// <summary>What the state has under a key, or that it has nothing, to be checked against the head's state root.</summary>
    public StateProof Prove(StateKey key) => StateTree.Prove(_snapshot, key);

    public void Dispose() => _snapshot.Dispose();
}
