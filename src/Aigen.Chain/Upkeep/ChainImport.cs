using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Adds the blocks of a file to a ledger, each fully checked; those that it has already are skipped.</summary>
public sealed class ChainImport(Ledger ledger, ChainFileReader file)
{
    // How much work a power cut may undo: a sync a block costs more than the block.
    private const ulong BlocksPerSync = 1_000;

    public ulong Skipped { get; private set; }

    public ulong Imported { get; private set; }

    /// <param name="passed">Called after each block, imported or skipped.</param>
    /// <exception cref="LedgerException">A block breaks a rule, or another one has its height.</exception>
    /// <exception cref="InvalidDataException">The file is cut off or altered.</exception>
    public void Run(Action<Block> passed, CancellationToken cancelled)
    {
        CheckPlace();
        try
        {
            BlockReplay.ForEach(file.Blocks(), Prepare, next => Take(next, passed), cancelled);
        }
        finally
        {
            ledger.Sync();
        }
    }

    private void CheckPlace()
    {
        if (file.Head.Genesis != ledger.Spec.Hash)
        {
            throw new LedgerException($"its blocks are of the network with genesis {file.Head.Genesis}, the genesis file's is {ledger.Spec.Hash}");
        }

        if (file.Head.First > ledger.Head.Height + 1)
        {
            throw new LedgerException($"its first block is {file.Head.First}, and the ledger ends at {ledger.Head.Height}: blocks between are missing");
        }
    }

    // What the ledger has already is compared by its hash alone.
    private (StoredBlock Stored, Block Block, CheckedBlock? Checked) Prepare(StoredBlock stored)
    {
        var block = stored.Decode();
        try
        {
            return (stored, block, ledger.Blocks.FindHeader(stored.Height) is null ? BlockRules.Check(block, ledger.Spec) : null);
        }
        catch (LedgerException e)
        {
            throw At(stored, e);
        }
    }

    private void Take((StoredBlock Stored, Block Block, CheckedBlock? Checked) next, Action<Block> passed)
    {
        if (next.Checked is not { } candidate)
        {
            Compare(next.Block);
            Skipped++;
        }
        else
        {
            Apply(next.Stored, candidate);
            Imported++;
        }

        passed(next.Block);
    }

    private void Apply(StoredBlock stored, CheckedBlock candidate)
    {
        try
        {
            ledger.Apply(candidate);
        }
        catch (LedgerException e)
        {
            throw At(stored, e);
        }

        if (ledger.Head.Height % BlocksPerSync == 0)
        {
            ledger.Sync();
        }
    }

    private void Compare(Block block)
    {
        if (ledger.Blocks.FindHeader(block.Header.Height)!.Hash is var hash && hash != block.Hash)
        {
            throw new LedgerException($"block {block.Header.Height} of the ledger is {hash}, the file's is {block.Hash}: these are two chains");
        }
    }

    private static LedgerException At(StoredBlock stored, LedgerException e) => new($"at byte {stored.Offset}: {e.Message}");
}
