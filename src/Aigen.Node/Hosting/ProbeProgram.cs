using Aigen.Inference;
using Aigen.Node.Commands;

namespace Aigen.Node.Hosting;

/// <summary>How this program runs itself to try a model file.</summary>
internal static class ProbeProgram
{
    public static ProbeProcess Find()
    {
        var assembly = typeof(ProbeProgram).Assembly.Location;
        var process = Environment.ProcessPath ?? "dotnet";

        // A single executable has no assembly beside it; everything else is run by the dotnet that runs it now.
        return assembly.Length == 0
            ? new ProbeProcess(process, [ProbeCommand.Name])
            : new ProbeProcess(Path.GetFileNameWithoutExtension(process) == "dotnet" ? process : "dotnet", ["exec", assembly, ProbeCommand.Name]);
    }
}
