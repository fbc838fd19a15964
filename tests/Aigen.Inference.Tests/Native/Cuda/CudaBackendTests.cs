using System.Text;
using System.Text.Json;
using Aigen.Inference.Native;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Native;

public sealed class CudaBackendTests
{
    [Theory]
    [InlineData("package.json")]
    [InlineData("package-lock.json")]
    public void Packages_OfTheBackends_HaveTheVersionOfTheLibraries(string file)
    {
        var libraries = VersionsIn(Checkout.Get($"native/{file}"));

        Assert.Equal(Enumerable.Repeat(Assert.Single(libraries), 2), VersionsIn(Checkout.Get($"native/cuda/{file}")));
    }

    [Fact]
    public void Locks_NameNoRegistry() => Assert.All(
        [Checkout.Get("native/package-lock.json"), Checkout.Get("native/cuda/package-lock.json")],
        file => Assert.DoesNotContain("\"resolved\"", File.ReadAllText(file), StringComparison.Ordinal));

    [CudaFact]
    public void Find_WithTheBackendsInstalled_FindsThemForTheseLibraries()
    {
        var folder = LlamaBackend.EnsureStarted();

        Assert.Equal([13, 12], CudaBackend.Find(folder).Select(build => build.Runtime));
        Assert.True(CudaBackend.IsOfTheSameRelease(folder));
    }

    [CudaFact]
    public void Builds_AsInstalled_AreLinkedWithTheRuntimesThatAreLookedFor() => Assert.All(
        CudaBackend.Find(LlamaBackend.EnsureStarted()),
        build => Assert.True(File.ReadAllBytes(build.File).AsSpan().IndexOf(Encoding.ASCII.GetBytes($"libcudart.so.{build.Runtime}\0")) > 0, build.File));

    private static IReadOnlyList<string> VersionsIn(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var root = json.RootElement;
        return root.TryGetProperty("packages", out var packages)
            ? [.. packages.EnumerateObject().Where(package => package.Name.Length > 0).Select(package => package.Value.GetProperty("version").GetString()!)]
            : [.. root.GetProperty("dependencies").EnumerateObject().Select(package => package.Value.GetString()!)];
    }
}
