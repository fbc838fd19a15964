namespace Aigen.Bench;

/// <summary>The ledger beside what bounds it: the rate at which libsodium verifies signatures on every core.</summary>
internal static class LedgerBenchmark
{
    /// <summary>The parts by name, in the order in which they run.</summary>
    public static IReadOnlyDictionary<string, Func<BenchmarkOptions, Task>> Parts { get; } = new Dictionary<string, Func<BenchmarkOptions, Task>>
    {
        ["ingest"] = IngestPart.RunAsync,
        ["http"] = HttpPart.RunAsync,
        ["blocks"] = BlocksPart.RunAsync,
        ["growth"] = GrowthPart.RunAsync,
        ["anvil"] = AnvilPart.RunAsync,
    };

    public static async Task RunAsync(BenchmarkOptions options)
    {
        foreach (var (name, run) in Parts)
        {
            if (options.Only is null || options.Only == name)
            {
                await run(options);
            }
        }
    }
}
