using System.Diagnostics;
using System.Globalization;

namespace Aigen.Bench;

/// <summary>A node as a process of its own, so that its memory and its start are its own too.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;

    private NodeProcess(Process process, string address, double startMilliseconds)
    {
        (_process, Address, StartMilliseconds) = (process, address, startMilliseconds);
    }

    public string Address { get; }

    /// <summary>From the start of the process to the line that says ready.</summary>
    public double StartMilliseconds { get; }

    /// <summary>MiB that are resident now.</summary>
    public double Resident => Status("VmRSS:");

    /// <summary>The most MiB that were.</summary>
    public double MostResident => Status("VmHWM:");

    public static async Task<NodeProcess> StartAsync(string genesis, string folder)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "aigen.dll"), "node", "--genesis", genesis, "--data-dir", folder,
            "--listen", "http://127.0.0.1:0", "--log-level", "Error",
        ];
        var clock = Stopwatch.StartNew();
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync();
        return line?.Split(' ') is ["ready", var address]
            ? new NodeProcess(process, address, clock.Elapsed.TotalMilliseconds)
            : throw new InvalidOperationException($"The node said '{line}' instead of ready.");
    }

    public async ValueTask DisposeAsync()
    {
        // SIGTERM, by which it closes its database; Process.Kill is SIGKILL.
        using var term = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private double Status(string field)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        var kibibytes = line[field.Length..].Replace("kB", string.Empty, StringComparison.Ordinal);
        return double.Parse(kibibytes, CultureInfo.InvariantCulture) / 1024;
    }
}
