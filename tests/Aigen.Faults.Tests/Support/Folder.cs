namespace Aigen.Faults.Tests.Support;

/// <summary>A folder that is gone when the test is.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("aigen-faults-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
