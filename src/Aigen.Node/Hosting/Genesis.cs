using Aigen.Chain;

namespace Aigen.Node.Hosting;

/// <summary>The network that a node is on.</summary>
internal static class Genesis
{
    public static string DevelopmentFile => Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json");

    public static ChainSpec Load(string? file)
    {
        var path = file ?? DevelopmentFile;
        var outcome = GenesisFile.Load(path);
        return outcome.Spec ?? throw new NodeStartException(
            $"{path} has {outcome.Faults.Count} fault{(outcome.Faults.Count == 1 ? string.Empty : "s")}:\n  {string.Join("\n  ", outcome.Faults)}");
    }
}
