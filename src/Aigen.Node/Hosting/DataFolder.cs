namespace Aigen.Node.Hosting;

/// <summary>Where a node keeps its chain; a temporary one is gone when the node is.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly bool _isTemporary;

    private DataFolder(string path, bool isTemporary) => (Path, _isTemporary) = (path, isTemporary);

    public string Path { get; }

    /// <summary>Free on its disk, for this user; null where the system does not say.</summary>
    public long? FreeBytes
    {
        get
        {
            try
            {
                return new DriveInfo(Path).AvailableFreeSpace;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    public static string DefaultOf(string network) =>
        System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aigen", network);

    public static DataFolder Open(NodeOptions options, string network)
    {
        if (options is { DataDir: null, IsTemporary: true })
        {
            return new DataFolder(Directory.CreateTempSubdirectory("aigen-").FullName, isTemporary: true);
        }

        var path = options.DataDir ?? DefaultOf(network);
        try
        {
            return new DataFolder(Directory.CreateDirectory(path).FullName, isTemporary: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NodeStartException($"--data-dir {path}: {e.Message}");
        }
    }

    public void Dispose()
    {
        if (_isTemporary)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
