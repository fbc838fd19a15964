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

    // What wrk has beyond the time that it sends for, to read the file and to wait for the last answers.
    private const int MoreSeconds = 60;

    private const string Accepted = "\"accepted\"";

    public static RequestFile OfTransfers(string file, IEnumerable<Transaction> transfers, int callsPerBody) =>
        Write(file, transfers.AsParallel().AsOrdered().Select(Submit), Accepted, callsPerBody);

    public static RequestFile Write(string file, IEnumerable<string> calls, string expected, int callsPerBody)
    {
        System.IO.File.WriteAllLines(file, callsPerBody == 1 ? calls : calls.Chunk(callsPerBody).Select(batch => $"[{string.Join(',', batch)}]"));
        return new RequestFile(file, expected, callsPerBody);
    }

    public static string Submit(Transaction transfer) =>
        $$"""{"jsonrpc":"2.0","id":1,"method":"submitTransaction","params":[{{TransactionJson.Of(transfer).ToJsonString()}}]}""";

    /// <summary>Posts them for so long, or until they are sent; all that was sent is answered.</summary>
    /// <exception cref="InvalidOperationException">An answer was not the expected one; it is told.</exception>
    public async Task<Answers> PostAsync(string url, int seconds)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Ledger", "submit.lua");
        string[] arguments =
        [
            "-t1", $"-c{Connections}", $"-d{seconds + MoreSeconds}s", "--timeout", "30s", "-s", script, url, "--", File, Expected,
            CallsPerBody.ToString(CultureInfo.InvariantCulture), seconds.ToString(CultureInfo.InvariantCulture),
        ];
        using var process = Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true })!;
        string? output;
        while ((output = await process.StandardOutput.ReadLineAsync()) is not null && !output.StartsWith("RESULT ", StringComparison.Ordinal))
        {
        }

        process.Kill();
        await process.WaitForExitAsync();
        var result = output?.Split(' ', 5);
        return result is [_, var calls, var time, var began, "-"] && int.Parse(calls, CultureInfo.InvariantCulture) is > 0 and var count
            ? new Answers(count, count / double.Parse(time, CultureInfo.InvariantCulture), double.Parse(began, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"wrk did not get {Expected} for all that it sent: {output}");
    }
}

/// <summary>Calls that were answered as expected.</summary>
/// <param name="Rate">A second.</param>
/// <param name="Began">When the first was sent, in seconds of the monotonic clock, which is <see cref="Stopwatch"/>'s too.</param>
internal sealed record Answers(int Count, double Rate, double Began);
