namespace Aigen.Storage;

/// <summary>The files of a database, as far as they tell something before it is opened.</summary>
internal static class RocksFiles
{
    /// <summary>Without CURRENT RocksDB would begin anew over what is there.</summary>
    public static void RequireCurrent(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "CURRENT")) && Directory.EnumerateFiles(folder).Any(HoldsData))
        {
            throw new StoreException($"opening the database in {folder}: the file CURRENT is missing", StoreFault.Damaged);
        }
    }

    // A kill in the first moment of a new database leaves a manifest alone.
    private static bool HoldsData(string file) => Path.GetExtension(file) is ".sst" or ".log";
}
