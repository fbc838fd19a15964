using Aigen.Storage.Native;

namespace Aigen.Storage;

/// <summary>The files of a database, as far as they tell something before it is opened.</summary>
internal static class RocksFiles
{
    private const string Corruption = "Corruption:";

    /// <summary>Without CURRENT RocksDB would begin anew over what is there.</summary>
    public static void RequireCurrent(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new StoreException($"there is no database in {folder}");
        }

        if (!File.Exists(Path.Combine(folder, "CURRENT")) && Directory.EnumerateFiles(folder).Any(HoldsData))
        {
            throw new StoreException($"opening the database in {folder}: the file CURRENT is missing", StoreFault.Damaged);
        }
    }

    /// <summary>Why the database was not opened. Of damage in a log RocksDB does not say in which.</summary>
    public static void ThrowIf(nint error, string folder)
    {
        try
        {
            Rocks.ThrowIf(error, $"opening the database in {folder}");
        }
        catch (StoreException e) when (e.Fault == StoreFault.Damaged && NamesNoFile(e.Message))
        {
            var logs = Directory.EnumerateFiles(folder, "*.log").Select(Path.GetFileName).Order(StringComparer.Ordinal);
            throw new StoreException($"{e.Message} in a write-ahead log ({string.Join(", ", logs)})", e.Fault);
        }
    }

    private static bool NamesNoFile(string message) =>
        message.Split(Corruption, 2) is [_, var what] && !what.Contains('/') && !what.Contains("CURRENT", StringComparison.Ordinal)
        && !what.Contains("log number", StringComparison.Ordinal);

    // A kill in the first moment of a new database leaves a manifest alone.
    private static bool HoldsData(string file) => Path.GetExtension(file) is ".sst" or ".log";
}
