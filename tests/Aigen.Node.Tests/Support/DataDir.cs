namespace Aigen.Node.Tests.Support;

/// <summary>A folder for a chain, deleted at the end.</summary>
internal sealed class DataDir : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("aigen-test-").FullName;

    public string Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
