using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>
/// The chain in the store: reading is for everybody, writing for one thread. A block, the state it leaves, its indexes and the removal of
/// what waited for it land in one synced batch.
/// </summary>
public sealed class Ledger
{
    private const uint SchemaVersion = 1;

    private readonly IStore _store;
    private readonly StateTree _tree;
    private volatile Head _head;
    private StateUpdate? _update;

    private Ledger(IStore store, ChainSpec spec)
    {
        (_store, Spec) = (store, spec);
        State = new StoredState(store);
        _tree = new StateTree(store);
        _head = null!;
    }

    public ChainSpec Spec { get; }

    public IStateReader State { get; }

    public Head Head => _head;

    /// <summary>Opens the chain of a network, and begins it with the genesis block where the store is empty.</summary>
    public static Ledger Open(IStore store, ChainSpec spec)
    {
        var ledger = new Ledger(store, spec);
        if (store.Get(Column.Meta, LedgerKeys.Genesis) is { } genesis)
        {
            ledger.Check(Hash256.From(genesis));
            ledger.LoadHead();
        }
        else
        {
            ledger.Begin();
        }

        return ledger;
    }

    public Block? FindBlock(ulong height) =>
        _store.Get(Column.Blocks, LedgerKeys.Of(height)) is { } bytes ? Block.Decode(bytes) : null;

    public Block? FindBlock(Hash256 hash) =>
        _store.Get(Column.BlockHeights, hash.Bytes) is { } height ? FindBlock(LedgerKeys.Number(height)) : null;

    public BlockLocation? FindTransaction(Hash256 hash) =>
        _store.Get(Column.Transactions, hash.Bytes) is { } location ? BlockLocation.Decode(location) : null;

    public BlockLocation? FindReceipt(ReceiptId id) =>
        _store.Get(Column.Receipts, id.Bytes) is { } location ? BlockLocation.Decode(location) : null;

    /// <summary>Makes the next block of what the state takes of the candidates, whose signatures have been checked, and writes it.</summary>
    internal ProducedBlock Produce(BlockCandidates candidates, SigningKey producer, Address rewardAddress, long now)
    {
        var time = Math.Max(now, _head.Header.Timestamp);
        var execution = Execution(time, rewardAddress);
        var (orders, refusedOrders) = Sift(candidates.Orders, execution.Apply);
        var (receipts, refusedReceipts) = Sift(candidates.Receipts, pending => execution.Apply(pending.Receipt));
        var (transactions, refusedTransactions) =
            execution.IsShutDown ? ([], []) : Sift(candidates.Transactions, execution.Apply);

        using var batch = _store.CreateBatch();
        var header = new BlockHeader
        {
            ChainId = Spec.ChainId,
            Height = _head.Height + 1,
            Timestamp = time,
            PreviousHash = _head.Hash,
            TransactionsRoot = MerkleTree.Root(transactions.Select(transaction => transaction.Hash)),
            ReceiptsRoot = MerkleTree.Root(receipts.Select(pending => pending.Receipt.Hash)),
            OrdersRoot = MerkleTree.Root(orders.Select(order => order.Hash)),
            StateRoot = Stage(execution.State, batch),
            Producer = producer.PublicKey,
            Shutdown = execution.IsShutDown,
        };
        var block = new Block(header, producer.Sign(header.Hash.Bytes), transactions, [.. receipts.Select(pending => pending.Receipt)], orders);
        foreach (var (transaction, _) in refusedTransactions)
        {
            batch.Delete(Column.Mempool, transaction.Hash.Bytes);
        }

        foreach (var pending in receipts.Concat(refusedReceipts.Select(refused => refused.Item)))
        {
            batch.Delete(Column.PendingReceipts, LedgerKeys.Of(pending.Sequence));
        }

        Commit(block, batch);
        return new ProducedBlock(block, refusedTransactions, refusedReceipts, refusedOrders);
    }

    /// <summary>Carries out a block made elsewhere, or earlier, after checking all of it.</summary>
    /// <exception cref="LedgerException">The block breaks a rule; nothing was changed.</exception>
    public void Apply(Block block)
    {
        var producer = BlockRules.Check(block, _head, Spec);
        var execution = Execution(block.Header.Timestamp, producer.RewardAddress);
        Expect(block, block.Orders, execution.Apply);
        Expect(block, block.Receipts, execution.Apply);
        Expect(block, block.Transactions, execution.Apply);

        using var batch = _store.CreateBatch();
        var root = Stage(execution.State, batch);
        if (root != block.Header.StateRoot || execution.IsShutDown != block.Header.Shutdown)
        {
            throw new LedgerException($"block {block.Header.Height} says state root {block.Header.StateRoot}, carrying it out gives {root}");
        }

        Commit(block, batch);
    }

    private BlockExecution Execution(long time, Address rewardAddress) =>
        new(Spec, State, time, rewardAddress, id => _store.Contains(Column.Receipts, id.Bytes));

    private static (IReadOnlyList<T> Taken, IReadOnlyList<(T Item, Refusal Refusal)> Refused) Sift<T>(
        IReadOnlyList<T> items, Func<T, Refusal?> apply)
    {
        var taken = new List<T>(items.Count);
        var refused = new List<(T, Refusal)>();
        foreach (var item in items)
        {
            if (apply(item) is { } refusal)
            {
                refused.Add((item, refusal));
            }
            else
            {
                taken.Add(item);
            }
        }

        return (taken, refused);
    }

    private static void Expect<T>(Block block, IReadOnlyList<T> items, Func<T, Refusal?> apply)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (apply(items[i]) is { } refusal)
            {
                throw new LedgerException($"block {block.Header.Height}, {typeof(T).Name} {i}: {refusal.Message}");
            }
        }
    }

    private Hash256 Stage(StateOverlay state, IWriteBatch batch)
    {
        foreach (var (key, value) in state.Changes)
        {
            batch.Put(Column.State, key.Bytes, value);
        }

        _update = _tree.Update(state.Changes!, batch);
        return _update.Root;
    }

    private void Commit(Block block, IWriteBatch batch)
    {
        var height = LedgerKeys.Of(block.Header.Height);
        batch.Put(Column.Blocks, height, block.Encode());
        batch.Put(Column.BlockHeights, block.Hash.Bytes, height);
        for (var i = 0; i < block.Transactions.Count; i++)
        {
            var hash = block.Transactions[i].Hash;
            batch.Put(Column.Transactions, hash.Bytes, new BlockLocation(block.Header.Height, (uint)i).Encode());
            batch.Delete(Column.Mempool, hash.Bytes);
        }

        for (var i = 0; i < block.Receipts.Count; i++)
        {
            batch.Put(Column.Receipts, block.Receipts[i].Id.Bytes, new BlockLocation(block.Header.Height, (uint)i).Encode());
        }

        batch.Put(Column.Meta, LedgerKeys.Head, height);
        _store.Write(batch, Durability.Disk);
        _tree.Accept(_update!);
        _head = new Head(block.Header, block.Hash);
    }

    private void Begin()
    {
        var state = new StateOverlay(State);
        GenesisState.Fill(state, Spec);
        using var batch = _store.CreateBatch();
        batch.Put(Column.Meta, LedgerKeys.Schema, BitConverter.GetBytes(SchemaVersion));
        batch.Put(Column.Meta, LedgerKeys.Genesis, Spec.Hash.Bytes);
        Commit(GenesisState.Block(Spec, Stage(state, batch)), batch);
    }

    private void Check(Hash256 genesis)
    {
        var schema = BitConverter.ToUInt32(_store.Get(Column.Meta, LedgerKeys.Schema));
        if (schema != SchemaVersion)
        {
            throw new LedgerException($"the database has schema {schema}, this program reads {SchemaVersion}: start with another --data-dir");
        }

        if (genesis != Spec.Hash)
        {
            throw new LedgerException(
                $"the database is of the network with genesis {genesis}, the genesis file's is {Spec.Hash}: use its own file or another --data-dir");
        }
    }

    private void LoadHead()
    {
        var height = LedgerKeys.Number(_store.Get(Column.Meta, LedgerKeys.Head));
        var block = FindBlock(height) ?? throw new LedgerException($"block {height}, the head, is missing: the database is damaged");
        var root = _tree.Root;
        if (block.Header.StateRoot != root)
        {
            throw new LedgerException(
                $"block {height} says state root {block.Header.StateRoot}, the stored state has {root}: the database is damaged");
        }

        _head = new Head(block.Header, block.Hash);
    }
}
