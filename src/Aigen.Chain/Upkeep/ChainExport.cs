using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Writes the blocks of a ledger into one file.</summary>
public static class ChainExport
{
    /// <summary>Which blocks it will be.</summary>
    /// <param name="from">The first height; null for block 0.</param>
    /// <param name="to">The last height; null for the head.</param>
    /// <exception cref="LedgerException">The ledger has not got them all.</exception>
    public static ChainFileHead Plan(Ledger ledger, ulong? from, ulong? to)
    {
        var (first, last, head, pruned) = (from ?? 0, to ?? ledger.Head.Height, ledger.Head.Height, ledger.Blocks.PrunedTo);
        if (last > head)
        {
            throw new LedgerException($"block {last} is above the head, {head}");
        }

        if (first > last)
        {
            throw new LedgerException($"the first block, {first}, comes after the last, {last}");
        }

        if (pruned > 0 && first <= pruned && last > 0)
        {
            throw new LedgerException(
                $"block {Math.Max(first, 1)} was pruned: this ledger keeps blocks from {pruned + 1} on, which --from {pruned + 1} exports");
        }

        return new ChainFileHead(ledger.Spec.Hash, first, last - first + 1);
    }

    public static void Run(Ledger ledger, ChainFileHead head, Stream stream, Action<Block> passed, CancellationToken cancelled)
    {
        using var writer = new ChainFileWriter(stream, head);
        BlockReplay.ForEach(Heights(head), Read, Add, cancelled);
        writer.Finish();

        (Block Block, byte[] Bytes) Read(ulong height)
        {
            var block = ledger.Blocks.Find(height) ?? throw new LedgerException($"block {height} is missing", isDamage: true);
            return (block, block.Encode());
        }

        void Add((Block Block, byte[] Bytes) next)
        {
            writer.Add(next.Bytes);
            passed(next.Block);
        }
    }

    private static IEnumerable<ulong> Heights(ChainFileHead head)
    {
        for (var height = head.First; height <= head.Last; height++)
        {
            yield return height;
        }
    }
}
