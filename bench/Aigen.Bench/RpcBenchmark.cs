namespace Aigen.Bench;

/// <summary>The JSON-RPC edge: calls over HTTP, alone, in batches and beside anvil; then subscriptions.</summary>
internal static class RpcBenchmark
{
    /// <summary>The parts by name, in the order in which they run.</summary>
    public static IReadOnlyDictionary<string, Func<BenchmarkOptions, Task>> Parts { get; } = new Dictionary<string, Func<BenchmarkOptions, Task>>
    {
        ["http"] = CallsPart.RunAsync,
        ["batches"] = BatchesPart.RunAsync,
        ["anvil"] = AnvilCallsPart.RunAsync,
        ["fanout"] = _ => FanoutPart.RunAsync(),
        ["followed-blocks"] = _ => FollowedBlocksPart.RunAsync(),
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
