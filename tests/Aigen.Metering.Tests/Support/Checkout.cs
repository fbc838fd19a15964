namespace Aigen.Metering.Tests.Support;

/// <summary>Finds files of the checkout, from wherever the tests were built to.</summary>
internal static class Checkout
{
    public static string Get(string relative)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, relative);
            if (Path.Exists(path)) return path;
        }

        throw new FileNotFoundException($"{relative} is not in the checkout");
    }
}
