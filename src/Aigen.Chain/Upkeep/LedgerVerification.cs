using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>Verifies a stored ledger: replays its blocks from the genesis block, and compares what comes out with what is stored.</summary>
/// <param name="scratch">An empty store for the replay.</param>
public sealed class LedgerVerification(IStore store, ChainSpec spec, IStore scratch)
{
    // Everything that follows from the blocks; the state first.
    private static readonly Column[] Derived =
    [
        Column.State, Column.StateTree, Column.BlockHeights, Column.Transactions, Column.Receipts, Column.History, Column.Undo,
    ];

    private readonly Ledger _ledger = Ledger.OpenExisting(store, spec);

    public SignedHeader Head => _ledger.Head;

    public BlockStore Blocks => _ledger.Blocks;

    /// <param name="passed">Called after each block; its body is empty where it was pruned.</param>
    /// <exception cref="LedgerException">With the first difference: where, by what rule, and both values.</exception>
    public VerifiedLedger Run(Action<Block> passed, CancellationToken cancelled)
    {
        var replayed = Ledger.Open(scratch, spec, Durability.Process);
        if (Header(0).Hash != replayed.Head.Hash)
        {
            throw new LedgerException($"block 0 is {Header(0).Hash}, the genesis file's is {replayed.Head.Hash}");
        }

        return Blocks.PrunedTo == 0 ? Replay(replayed, passed, cancelled) : CheckWhatIsLeft(passed, cancelled);
    }

    private VerifiedLedger Replay(Ledger replayed, Action<Block> passed, CancellationToken cancelled)
    {
        var transactions = 0UL;
        BlockReplay.Run(
            replayed, Heights().Select<ulong, Func<Block>>(height => () => Load(height)),
            block =>
            {
                transactions += (ulong)block.Transactions.Count;
                passed(block);
            }, cancelled);
        var entries = Derived.Select(column => ColumnComparison.Run(column, scratch, store, cancelled)).ToList();
        return new VerifiedLedger(Head, 0, Head.Height, transactions, entries[0]);
    }

    // Without the bodies the state cannot be computed again: what is left is checked, each for itself.
    private VerifiedLedger CheckWhatIsLeft(Action<Block> passed, CancellationToken cancelled)
    {
        var pruned = Blocks.PrunedTo;
        var (parent, transactions) = (Header(0), 0UL);
        BlockReplay.ForEach(
            Heights(), height => height > pruned ? BlockRules.Check(Load(height), spec).Block : Bodiless(height),
            block =>
            {
                BlockRules.CheckPlace(block.Header, parent);
                parent = block.SignedHeader;
                transactions += (ulong)block.Transactions.Count;
                passed(block);
            }, cancelled);
        ForgetGenesisState();
        var entries = StateRebuild.Compare(store, scratch, Head.Header.StateRoot, cancelled);
        return new VerifiedLedger(Head, pruned, Head.Height - pruned, transactions, entries);
    }

    private void ForgetGenesisState()
    {
        using var batch = scratch.CreateBatch();
        foreach (var column in new[] { Column.State, Column.StateTree })
        {
            foreach (var (key, _) in scratch.Scan(column))
            {
                batch.Delete(column, key);
            }
        }

        scratch.Write(batch, Durability.Process);
    }

    private Block Bodiless(ulong height)
    {
        var header = Header(height);
        BlockRules.CheckHeader(header, spec);
        return new Block(header, [], [], []);
    }

    private IEnumerable<ulong> Heights()
    {
        for (var height = 1UL; height <= Head.Height; height++)
        {
            yield return height;
        }
    }

    private SignedHeader Header(ulong height) => Blocks.FindHeader(height) ?? throw Missing(height);

    private Block Load(ulong height)
    {
        try
        {
            return Blocks.Find(height) ?? throw Missing(height);
        }
        catch (InvalidDataException e)
        {
            throw new LedgerException($"block {height}: {e.Message}", isDamage: true);
        }
    }

    private static LedgerException Missing(ulong height) => new($"block {height} is missing", isDamage: true);
}
