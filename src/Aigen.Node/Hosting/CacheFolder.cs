namespace Aigen.Node.Hosting;

/// <summary>Where the user's programs keep what can be made or fetched again (the XDG base directory specification).</summary>
internal static class CacheFolder
{
    private const string Variable = "XDG_CACHE_HOME";

    public static string Default { get; } = Path.Combine(
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named && Path.IsPathRooted(named)
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "aigen");
}
