using System.Diagnostics;
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
    private readonly IStore _store;
    private readonly StateTree _tree;
    private readonly RecentState _state;
    private readonly Durability _durability;
    private volatile LedgerTip _tip;

    private Ledger(IStore store, ChainSpec spec, Durability durability)
    {
        (_store, Spec, _durability) = (store, spec, durability);
        _state = new RecentState(new StoredState(store));
        Blocks = new BlockStore(store);
        _tree = new StateTree(store);
        _tip = null!;
    }

    public ChainSpec Spec { get; }

    public IStateReader State => _state;

    public BlockStore Blocks { get; }

    public SignedHeader Head => _tip.Head;

    public LedgerTip Tip => _tip;

    /// <summary>Opens the chain of a network, and begins it with the genesis block where the store is empty.</summary>
    /// <param name="durability">What a block that is written survives; where it is the process alone, <see cref="Sync"/> ends the work.</param>
    /// <exception cref="LedgerException">The store is another network's, or damaged.</exception>
    public static Ledger Open(IStore store, ChainSpec spec, Durability durability = Durability.Disk)
    {
        var ledger = new Ledger(store, spec, durability);
        if (store.Contains(Column.Meta, LedgerKeys.Genesis))
        {
            ledger._tip = new LedgerTip(LedgerCheck.Head(store, spec, ledger._tree.Root), Supply.Load(ledger.State));
        }
        else
        {
            ledger.Begin();
        }

        return ledger;
    }

    /// <summary>Opens a chain that is there, without writing anything.</summary>
    /// <exception cref="LedgerException">There is none, or it is another network's, or damaged.</exception>
    public static Ledger OpenExisting(IStore store, ChainSpec spec) => store.Contains(Column.Meta, LedgerKeys.Schema)
        ? Open(store, spec)
        : throw new LedgerException("there is no ledger in this database");

    /// <summary>Everything written so far is on the disk when this returns.</summary>
    public void Sync()
    {
        using var batch = _store.CreateBatch();
        batch.Put(Column.Meta, LedgerKeys.Head, LedgerKeys.Of(Head.Height));
        _store.Write(batch, Durability.Disk);
    }

    /// <summary>The ledger as it is now, whatever is written later.</summary>
    public LedgerView OpenView() => new(_store.OpenSnapshot());

    /// <summary>Makes the next block of what the state takes of the candidates, whose signatures have been checked, and writes it.</summary>
    internal ProducedBlock Produce(BlockCandidates candidates, SigningKey producer, Address rewardAddress, long now)
    {
        var time = Math.Max(now, Head.Header.Timestamp);
        var execution = Execution(time, rewardAddress, candidates.Transactions);
        var (orders, refusedOrders) = Sift(candidates.Orders, execution.Apply);
        var (receipts, refusedReceipts) = Sift(candidates.Receipts, pending => execution.Apply(pending.Receipt));
        var (transactions, refusedTransactions) =
            execution.IsShutDown ? ([], []) : Sift(candidates.Transactions, execution.Apply);

        using var batch = _store.CreateBatch();
        var staged = Stage(execution.State, Head.Height + 1, batch);
        var header = new BlockHeader
        {
            ChainId = Spec.ChainId,
            Height = Head.Height + 1,
            Timestamp = time,
            PreviousHash = Head.Hash,
            TransactionsRoot = MerkleTree.Root(transactions.Select(transaction => transaction.Hash)),
            ReceiptsRoot = MerkleTree.Root(receipts.Select(pending => pending.Receipt.Hash)),
            OrdersRoot = MerkleTree.Root(orders.Select(order => order.Hash)),
            StateRoot = staged.Tree.Root,
            Producer = producer.PublicKey,
            Shutdown = execution.IsShutDown,
        };
        var signed = new SignedHeader(header, producer.Sign(header.Hash.Bytes));
        var block = new Block(signed, transactions, [.. receipts.Select(pending => pending.Receipt)], orders);

        // One whose payment is not there stays: after a rollback the payment waits beside it, and comes after it in the block.
        var refusedForGood = refusedReceipts.Where(refused => refused.Refusal.Rule is not (RefusalRule.Credit or RefusalRule.Batch));
        foreach (var pending in receipts.Concat(refusedForGood.Select(refused => refused.Item)))
        {
            batch.Delete(Column.PendingReceipts, LedgerKeys.Of(pending.Sequence));
        }

        var started = Stopwatch.GetTimestamp();
        using (ChainInstruments.Traces.StartActivity("commit block"))
        {
            Commit(block, staged, batch);
        }

        ChainInstruments.Commit.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        return new ProducedBlock(block, refusedTransactions, refusedReceipts, refusedOrders);
    }

    /// <summary>Carries out a block made elsewhere, or earlier, after checking all of it.</summary>
    /// <exception cref="LedgerException">The block breaks a rule; nothing was changed.</exception>
    public void Apply(Block block) => Apply(BlockRules.Check(block, Spec));

    /// <summary>Carries out a block whose contents have been checked ahead.</summary>
    /// <exception cref="LedgerException">The block breaks a rule; nothing was changed.</exception>
    public void Apply(CheckedBlock candidate)
    {
        var block = candidate.Block;
        BlockRules.CheckPlace(block.Header, Head);
        var execution = Execution(block.Header.Timestamp, candidate.Producer.RewardAddress, block.Transactions);
        Expect(block, block.Orders, execution.Apply);
        Expect(block, block.Receipts, execution.Apply);
        Expect(block, block.Transactions, execution.Apply);

        using var batch = _store.CreateBatch();
        var staged = Stage(execution.State, block.Header.Height, batch);
        if (staged.Tree.Root != block.Header.StateRoot || execution.IsShutDown != block.Header.Shutdown)
        {
            throw new LedgerException($"block {block.Header.Height} says state root {block.Header.StateRoot}, carrying it out gives {staged.Tree.Root}");
        }

        Commit(block, staged, batch);
    }

    /// <summary>Takes the newest block back: the ledger is as it was before it, in one synced batch.</summary>
    /// <exception cref="LedgerException">The block, or what it wrote over, was pruned.</exception>
    public Block TakeBack() => TakeBack(static (_, _) => { });

    /// <param name="beside">What else is written with it.</param>
    internal Block TakeBack(Action<Block, IWriteBatch> beside)
    {
        var height = Head.Height;
        var parent = height == 0 ? null : Blocks.FindHeader(height - 1);
        var block = Blocks.Find(height);
        if (parent is null || block is null || _store.Get(Column.Undo, LedgerKeys.Of(height)) is not { } undo)
        {
            throw new LedgerException($"block {height} cannot be taken back: {(height == 0 ? "it is the genesis block" : "it was pruned")}");
        }

        using var batch = _store.CreateBatch();
        var staged = Stage(UndoRecord.Decode(undo), batch);
        if (staged.Tree.Root != parent.Header.StateRoot)
        {
            throw new LedgerException(
                $"taking block {height} back gives state root {staged.Tree.Root}, block {height - 1} says {parent.Header.StateRoot}: the database is damaged",
                isDamage: true);
        }

        BlockStore.Delete(block, batch);
        beside(block, batch);
        Write(parent, staged, batch);
        return block;
    }

    private BlockExecution Execution(long time, Address rewardAddress, IReadOnlyList<Transaction> transactions)
    {
        var execution = new BlockExecution(Spec, _tree, time, rewardAddress, id => _store.Contains(Column.Receipts, id.Bytes));
        execution.ReadAhead(transactions);
        return execution;
    }

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

    private StagedState Stage(StateOverlay state, ulong height, IWriteBatch batch)
    {
        StateChange[] changes = [.. state.Changes];
        batch.Put(Column.Undo, LedgerKeys.Of(height), UndoRecord.Encode(changes));
        return Stage(changes, batch);
    }

    private StagedState Stage(StateChange[] changes, IWriteBatch batch)
    {
        var supply = changes.Where(static change => change.Key == StateKey.Supply).Select(static change => Supply.Decode(change.Now));
        return new StagedState(_tree.Update(changes, batch), supply.FirstOrDefault(_tip?.Supply ?? default));
    }

    private void Commit(Block block, StagedState staged, IWriteBatch batch)
    {
        BlockStore.Put(block, batch);
        Write(block.SignedHeader, staged, batch);
    }

    private void Write(SignedHeader head, StagedState staged, IWriteBatch batch)
    {
        batch.Put(Column.Meta, LedgerKeys.Head, LedgerKeys.Of(head.Height));
        _state.BeginWrite();
        _store.Write(batch, _durability);

        // First of all: until then whoever asks for the state finds it newer than the head.
        _tip = new LedgerTip(head, staged.Supply);
        _state.EndWrite();
        _tree.Accept(staged.Tree);
    }

    private void Begin()
    {
        var state = new StateOverlay(State);
        GenesisState.Fill(state, Spec);
        using var batch = _store.CreateBatch();
        batch.Put(Column.Meta, LedgerKeys.Schema, BitConverter.GetBytes(LedgerCheck.SchemaVersion));
        batch.Put(Column.Meta, LedgerKeys.Genesis, Spec.Hash.Bytes);
        var staged = Stage(state, 0, batch);
        Commit(GenesisState.Block(Spec, staged.Tree.Root), staged, batch);
    }

    private readonly record struct StagedState(StateUpdate Tree, Supply Supply);
}
