using System.Diagnostics;
using System.Globalization;

namespace Aigen.Faults.Tests.Disks;

/// <summary>faults.c, compiled: what a node that is started with it must have in its environment.</summary>
internal static class FaultLibrary
{
    public static string Compile(string folder)
    {
        var library = Path.Combine(folder, "faults.so");
        using var compiler = Process.Start("cc", ["-O1", "-shared", "-fPIC", "-o", library, Path.Combine(AppContext.BaseDirectory, "Disks", "faults.c")]);
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
        return library;
    }

    public static Dictionary<string, string> Environment(string library, string folder, string log, string gate, int seed, int gap) => new()
    {
        ["LD_PRELOAD"] = library,
        ["FAULT_DIR"] = folder,
        ["FAULT_LOG"] = log,
        ["FAULT_GATE"] = gate,
        ["FAULT_SEED"] = seed.ToString(CultureInfo.InvariantCulture),
        ["FAULT_GAP"] = gap.ToString(CultureInfo.InvariantCulture),
    };
}
