namespace Aigen.Storage;

/// <summary>
/// Whether a folder's disk takes what opening a database writes. It is asked before, because RocksDB with assertions, as Debian builds
/// it, ends the process where a write of the opening fails.
/// </summary>
internal static class DiskRoom
{
    // Info log, manifest and the smallest tables of all columns, several times over.
    private const long LeastBytes = 4 << 20;

    /// <exception cref="StoreException">It has not the room, or cannot be written at all.</exception>
    public static void Require(string folder)
    {
        // Opening replays the write-ahead log into tables, and drops it only then.
        var needed = LeastBytes + Directory.GetFiles(folder, "*.log").Sum(path => new FileInfo(path).Length);
        try
        {
            using var probe = new FileStream(Path.Combine(folder, "room"), new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                PreallocationSize = needed,
                Options = FileOptions.DeleteOnClose,
            });
            probe.WriteByte(0);
            probe.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"the disk of {folder} cannot be written or has not the {needed >> 10} KiB that opening the database may take, "
                + $"{new DriveInfo(folder).AvailableFreeSpace >> 10} KiB are free: {e.Message}");
        }
    }
}
