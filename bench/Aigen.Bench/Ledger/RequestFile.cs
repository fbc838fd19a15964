using System.Diagnostics;
using System.Globalization;
using Aigen.Node.Client;
using Aigen.Primitives;

namespace Aigen.Bench;

/// <summary>Requests made ahead, which wrk posts in their order, each once.</summary>
/// <param name="File">A body a line.</param>
/// <param name="Expected">What each good answer holds, once a call.</param>
/// <param name="CallsPerBody">1, or the length of a JSON-RPC batch.</param>
internal sealed record RequestFile(string File, string Expected, int CallsPerBody)
{
    // wrk gives one thread's requests in order; over these connections they may pass one another.
    private const int Connections = 64;

    private const string Accepted = "\"accepted\"";

    public static RequestFile OfTransfers(string file, Transaction[] transfers, int callsPerBody)
    {
        var calls = transfers.AsParallel().AsOrdered().Select(Submit);
        System.IO.File.WriteAllLines(file, callsPerBody == 1 ? calls : calls.Chunk(callsPerBody).Select(batch => $"[{string.Join(',', batch)}]"));
        return new RequestFile(file, Accepted, callsPerBody);
    }

    public static string Submit(Transaction transfer) =>
        $$"""{"jsonrpc":"2.0","id":1,"method":"submitTransaction","params":[{{TransactionJson.Of(transfer).ToJsonString()}}]}""";

    /// <summary>Posts them for so long, or until they are sent.</summary>
    /// <exception cref="InvalidOperationException">An answer was not the expected one; it is told.</exception>
    public async Task<Answers> PostAsync(string url, int seconds)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Ledger", "submit.lua");
        string[] arguments =
        [
            "-t1", $"-c{Connections}", $"-d{seconds}s", "--timeout", "10s", "-s", script, url, "--", File, Expected,
            CallsPerBody.ToString(CultureInfo.InvariantCulture),
        ];
        using var process = Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var result = output.Split('\n').FirstOrDefault(line => line.StartsWith("RESULT ", StringComparison.Ordinal))?.Split(' ', 4);
        return result is [_, var calls, var time, "-"] && int.Parse(calls, CultureInfo.InvariantCulture) is > 0 and var count
            ? new Answers(count, count / double.Parse(time, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"wrk got another answer than {Expected}: {output}");
    }
}

/// <summary>Calls that were answered as expected, in all and a second.</summary>
internal sealed record Answers(int Count, double Rate);
