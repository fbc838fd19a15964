using Aigen.Chain;
using Aigen.Storage;

namespace Aigen.Node.Hosting;

/// <summary>What an operator is told when a ledger cannot be used: what is wrong with it, and what to do.</summary>
internal static class LedgerFaults
{
    /// <summary>sysexits.h: EX_DATAERR. For init systems: starting again is of no use (RestartPreventExitStatus=65).</summary>
    public const int DamagedExitCode = 65;

    /// <summary>Does something with the ledger in a folder; its faults come out as what the operator is told.</summary>
    /// <param name="isCopy">It is a snapshot's, which nobody repairs.</param>
    public static T Explained<T>(string dataDir, Func<T> use, bool isCopy = false)
    {
        try
        {
            return use();
        }
        catch (Exception e) when (Explain(e, dataDir, isCopy) is { } fault)
        {
            throw fault;
        }
    }

    private static NodeStartException? Explain(Exception exception, string dataDir, bool isCopy) => exception switch
    {
        StoreException { Fault: StoreFault.Locked } => new($"--data-dir {dataDir}: another node has this folder open"),
        StoreException { Fault: StoreFault.Foreign } => new(
            $"--data-dir {dataDir}: the database has other columns than this program's: export it with the version that made it, and import it here"),
        StoreException { Fault: StoreFault.Damaged } or LedgerException { IsDamage: true } =>
            Damaged(exception.Message, dataDir, isCopy),
        IOException e when e.Message.Contains("No space left", StringComparison.Ordinal) => new(
            $"--data-dir {dataDir}: the disk is full, {new DriveInfo(dataDir).AvailableFreeSpace >> 10} KiB are free; make room and start again "
            + $"({e.Message})"),
        StoreException e => new($"--data-dir {dataDir}: {e.Message}"),
        LedgerException e => new(e.Message),

        // A record that RocksDB finds whole, and that is none.
        InvalidDataException e => Damaged(e.Message, dataDir, isCopy),
        _ => null,
    };

    private static NodeStartException Damaged(string what, string dataDir, bool isCopy) => isCopy
        ? new($"the snapshot {dataDir} is damaged: {what}", DamagedExitCode)
        : new($"the ledger in {Path.Combine(dataDir, LedgerFolder.Name)} is damaged: {what.TrimEnd('.')}. Move that folder away; then restore a snapshot "
            + $"(aigen chain restore SNAPSHOT --data-dir {dataDir}), or import an export (aigen chain import FILE --data-dir {dataDir}), or begin "
            + "anew with neither", DamagedExitCode);
}
