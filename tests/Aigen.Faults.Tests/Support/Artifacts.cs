namespace Aigen.Faults.Tests.Support;

/// <summary>Where the logs of these tests are kept: the build's own folder.</summary>
internal static class Artifacts
{
    public static string Path(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (at.Name == "artifacts") return System.IO.Path.Combine(at.FullName, name);
        }

        return System.IO.Path.Combine(AppContext.BaseDirectory, name);
    }
}
