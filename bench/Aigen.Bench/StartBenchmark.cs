using System.Diagnostics;

namespace Aigen.Bench;

/// <summary>From the start of the process to the line that says ready.</summary>
internal static class StartBenchmark
{
    private const int Rounds = 7;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            times.Add(await MeasureAsync());
        }

        var report = new Report("aigen node --dev, embedded model");
        report.Add("process start to ready", times, "ms");
        report.Print();
    }

    private static async Task<double> MeasureAsync()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "aigen.dll");
        var start = new ProcessStartInfo("dotnet", [program, "node", "--dev", "--listen", "http://127.0.0.1:0", "--log-level", "Error"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync();
        var time = clock.Elapsed.TotalMilliseconds;
        process.Kill();
        await process.WaitForExitAsync();
        return line?.StartsWith("ready ", StringComparison.Ordinal) == true
            ? time
            : throw new InvalidOperationException($"The node said '{line}' instead of ready.");
    }
}
