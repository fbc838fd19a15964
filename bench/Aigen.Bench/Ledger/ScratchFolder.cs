namespace Aigen.Bench;

/// <summary>A folder that is gone when the measurement is over.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("aigen-bench-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The length of all files in a folder.</summary>
    public static long BytesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
