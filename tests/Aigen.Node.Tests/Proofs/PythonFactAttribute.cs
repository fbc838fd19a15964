using System.Diagnostics;

namespace Aigen.Node.Tests.Proofs;

/// <summary>A fact about the light client in Python, skipped where there is no python3.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        if (!IsThere()) Skip = "python3 is not here";
    }

    private static bool IsThere()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", "--version") { RedirectStandardOutput = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
