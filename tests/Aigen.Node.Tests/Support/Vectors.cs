using System.Text.Json;

namespace Aigen.Node.Tests.Support;

/// <summary>Files under tests/vectors, found from wherever the tests were built to.</summary>
internal static class Vectors
{
    public static JsonElement Load(string name) => JsonElement.Parse(File.ReadAllBytes(Find(Path.Combine("tests", "vectors", name))!));

    /// <summary>A path of the checkout, or null where it is not there.</summary>
    public static string? Find(string relative)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, relative);
            if (Path.Exists(path)) return path;
        }

        return null;
    }
}
