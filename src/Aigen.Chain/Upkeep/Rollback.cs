using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>Takes blocks back, newest first, each in one synced batch: wherever it is stopped, the ledger is whole.</summary>
/// <param name="discard">Forget what the blocks held, where it would wait for a block again.</param>
public sealed class Rollback(Ledger ledger, IStore store, bool discard)
{
    public ulong Transactions { get; private set; }

    public ulong Receipts { get; private set; }

    /// <summary>Orders of the CEO do not wait anywhere: whoever wants them gives them again.</summary>
    public ulong Orders { get; private set; }

    /// <exception cref="LedgerException">There is nothing above the height, or what is needed was pruned.</exception>
    public void To(ulong height, Action<Block> takenBack, CancellationToken cancelled)
    {
        Check(height);
        while (ledger.Head.Height > height)
        {
            cancelled.ThrowIfCancellationRequested();
            var block = ledger.TakeBack((block, batch) =>
            {
                if (!discard)
                {
                    WaitingRecords.PutBack(block, store, batch);
                }
            });
            Transactions += (ulong)block.Transactions.Count;
            Receipts += (ulong)block.Receipts.Count;
            Orders += (ulong)block.Orders.Count;
            takenBack(block);
        }
    }

    /// <summary>What can be said before anything is taken back.</summary>
    /// <exception cref="LedgerException">There is nothing above the height, or what is needed was pruned.</exception>
    public void Check(ulong height)
    {
        var (head, pruned) = (ledger.Head.Height, ledger.Blocks.PrunedTo);
        if (height >= head)
        {
            throw new LedgerException($"the ledger ends at block {head}: there is nothing above {height} to take back");
        }

        if (height < pruned)
        {
            throw new LedgerException($"blocks up to {pruned} were pruned: {pruned} is the lowest height to go back to, not {height}");
        }
    }
}
