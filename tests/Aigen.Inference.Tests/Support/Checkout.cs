namespace Aigen.Inference.Tests.Support;

/// <summary>Finds files of the checkout, from wherever the tests were built to.</summary>
internal static class Checkout
{
    /// <summary>The first existing path under this program's folder or a folder above it, or null.</summary>
    public static string? Find(string relative)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, relative);
            if (Path.Exists(path)) return path;
        }

        return null;
    }

    public static string Get(string relative) => Find(relative) ?? throw new FileNotFoundException($"{relative} is not in the checkout");
}
