namespace Aigen.Bench;

/// <summary>Every benchmark by its name.</summary>
internal static class Benchmarks
{
    public static IReadOnlyDictionary<string, Func<BenchmarkOptions, Task>> All { get; } = new Dictionary<string, Func<BenchmarkOptions, Task>>
    {
        ["start"] = StartBenchmark.RunAsync,
        ["rpc"] = RpcBenchmark.RunAsync,
        ["ledger"] = LedgerBenchmark.RunAsync,
        ["engine"] = EngineBenchmark.RunAsync,
    };
}

internal sealed record BenchmarkOptions(string? Model, string? LlamaBench);
