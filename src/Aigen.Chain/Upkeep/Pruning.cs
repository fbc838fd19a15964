using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>Takes the bodies of old blocks out, their indexes and undo records too; headers and the ids of receipts stay.</summary>
public sealed class Pruning(Ledger ledger, IStore store)
{
    // The columns that get smaller.
    public static readonly IReadOnlyList<Column> Columns = [Column.Bodies, Column.Transactions, Column.History, Column.Undo];

    // A batch is in memory until it is written; a full block alone has 120,000 entries.
    private const int BlocksPerBatch = 100;
    private const int TransactionsPerBatch = 50_000;

    /// <param name="keep">How many of the newest blocks keep their bodies.</param>
    /// <returns>The height up to which bodies are gone.</returns>
    public ulong Target(ulong keep) => Math.Max(ledger.Blocks.PrunedTo, ledger.Head.Height > keep ? ledger.Head.Height - keep : 0);

    /// <param name="pruned">Called with each height once it is pruned.</param>
    public void To(ulong target, Action<Block> pruned, CancellationToken cancelled)
    {
        var (first, batch) = (ledger.Blocks.PrunedTo + 1, new List<Block>());
        for (var height = first; height <= target; height++)
        {
            cancelled.ThrowIfCancellationRequested();
            batch.Add(ledger.Blocks.Find(height) ?? throw new LedgerException($"block {height} is missing", isDamage: true));
            if (height == target || batch.Count == BlocksPerBatch || batch.Sum(block => block.Transactions.Count) >= TransactionsPerBatch)
            {
                Prune(batch, height);
                batch.ForEach(pruned);
                batch.Clear();
            }
        }
    }

    private void Prune(IReadOnlyList<Block> blocks, ulong height)
    {
        using var batch = store.CreateBatch();
        foreach (var block in blocks)
        {
            BlockStore.Prune(block, batch);
        }

        batch.Put(Column.Meta, LedgerKeys.Pruned, LedgerKeys.Of(height));
        store.Write(batch, Durability.Disk);
    }
}
