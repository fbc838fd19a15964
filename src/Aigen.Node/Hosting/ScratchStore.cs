using Aigen.Storage;

namespace Aigen.Node.Hosting;

/// <summary>An empty database that is gone when it is closed.</summary>
internal sealed class ScratchStore : IDisposable
{
    private readonly string _folder;

    /// <param name="parent">The folder to make it in; null for the system's own for what is temporary.</param>
    public ScratchStore(string? parent)
    {
        var place = Directory.CreateDirectory(parent ?? Path.GetTempPath()).FullName;
        _folder = Path.Combine(place, $"aigen-scratch-{Path.GetRandomFileName()}");
        Store = RocksStore.Open(_folder);
    }

    public RocksStore Store { get; }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
