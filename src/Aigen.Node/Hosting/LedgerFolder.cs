using Aigen.Chain;
using Aigen.Storage;

namespace Aigen.Node.Hosting;

/// <summary>The ledger in a data folder, open without a node.</summary>
internal sealed class LedgerFolder : IDisposable
{
    /// <summary>Where in a data folder the database is.</summary>
    public const string Name = "ledger";

    // A node that writes meanwhile may have a reader see its files of two moments; the next look is of another moment.
    private const int ReadingAttempts = 5;

    private LedgerFolder(string dataDir, RocksStore store, Ledger ledger) => (DataDir, Store, Ledger) = (dataDir, store, ledger);

    public string DataDir { get; }

    public RocksStore Store { get; }

    public Ledger Ledger { get; }

    public static string PathIn(string dataDir) => Path.Combine(dataDir, Name);

    public static bool Exists(string dataDir) => Directory.Exists(PathIn(dataDir)) && Directory.EnumerateFileSystemEntries(PathIn(dataDir)).Any();

    /// <summary>The ledger as it is now, also while a node has it open.</summary>
    /// <exception cref="NodeStartException">There is none, or it cannot be read.</exception>
    public static LedgerFolder OpenForReading(string dataDir, ChainSpec spec, bool isCopy = false)
    {
        Require(dataDir);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Open(dataDir, RocksStore.OpenReadOnly, store => Ledger.OpenExisting(store, spec), isCopy);
            }
            catch (NodeStartException e) when (e.ExitCode == LedgerFaults.DamagedExitCode && attempt < ReadingAttempts)
            {
            }
        }
    }

    /// <exception cref="NodeStartException">There is none, a node has it open, or it cannot be read.</exception>
    public static LedgerFolder OpenForWriting(string dataDir, ChainSpec spec)
    {
        Require(dataDir);
        return Open(dataDir, static path => RocksStore.Open(path), store => Ledger.OpenExisting(store, spec));
    }

    /// <summary>The ledger, begun with the genesis block where there is none; see <see cref="Ledger.Sync"/>.</summary>
    public static LedgerFolder OpenForImport(string dataDir, ChainSpec spec) =>
        Open(dataDir, static path => RocksStore.Open(path), store => Ledger.Open(store, spec, Durability.Process));

    public void Dispose() => Store.Dispose();

    private static LedgerFolder Open(string dataDir, Func<string, RocksStore> openStore, Func<RocksStore, Ledger> openLedger, bool isCopy = false) =>
        LedgerFaults.Explained(dataDir, () =>
        {
            var store = openStore(PathIn(dataDir));
            try
            {
                return new LedgerFolder(dataDir, store, openLedger(store));
            }
            catch
            {
                store.Dispose();
                throw;
            }
        }, isCopy);

    private static void Require(string dataDir)
    {
        if (!Exists(dataDir))
        {
            throw new NodeStartException($"--data-dir {dataDir}: there is no ledger in this folder");
        }
    }
}
