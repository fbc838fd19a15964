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

/// <param name="Llama">The folder with llama.cpp's own programs, for the engine's.</param>
/// <param name="Only">The one part of a benchmark to run; null for all.</param>
/// <param name="Anvil">Foundry's anvil, for the parts of that name.</param>
internal sealed record BenchmarkOptions(string? Model, string? Llama, string? Only, string? Anvil);
