namespace Aigen.Faults.Tests.Support;

/// <summary>A folder that is gone when the test is; AIGEN_KEEP leaves it for whoever looks into what a test found.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("aigen-faults-").FullName;

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("AIGEN_KEEP") is null) Directory.Delete(Path, recursive: true);
    }
}
