using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Aigen.Bench;

/// <summary>The load generator wrk (Debian package wrk), which costs the server's machine less than any client of ours would.</summary>
internal static partial class Wrk
{
    private const int Connections = 32;
    private const int Seconds = 3;

    /// <summary>Requests a second of one POST, sent again and again over kept connections.</summary>
    public static async Task<double> PostAsync(string url, string body)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                script, $"wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = '{body}'\n");
            string[] arguments = ["-t1", $"-c{Connections}", $"-d{Seconds}s", "-s", script, url];
            using var process = Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (output.Contains("Non-2xx", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"Some requests failed: {output}");
            }

            return double.Parse(RequestsPerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(script);
        }
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex RequestsPerSecond();
}
