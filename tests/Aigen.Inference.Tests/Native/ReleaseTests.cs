using System.Text.Json;
using Aigen.Inference.Native;

namespace Aigen.Inference.Tests.Native;

public sealed class ReleaseTests
{
    [Fact]
    public void Headers_ComparedWithTheLibraries_AreOfTheSameRelease()
    {
        using var headers = JsonDocument.Parse(File.ReadAllText(Path.Combine(LlamaHeaders.Folder, "release.json")));
        using var libraries = JsonDocument.Parse(File.ReadAllText(Path.Combine(LlamaBackend.EnsureStarted(), "_nlcBuildMetadata.json")));

        var library = libraries.RootElement.GetProperty("buildOptions").GetProperty("llamaCpp").GetProperty("release").GetString();

        Assert.Equal(library, headers.RootElement.GetProperty("release").GetString());
    }
}
