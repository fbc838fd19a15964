namespace Aigen.Bench;

/// <summary>How many calls a second batches make of getChainInfo and getBalance.</summary>
internal static class BatchesPart
{
    // RpcLimits.BatchCalls, the most that the node takes by default.
    private const int Batch = 100;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        await using var node = await BenchNode.StartAsync();
        var report = new Report("batches: calls a second, wrk on the same machine");
        foreach (var single in new[] { node.ChainInfo, node.Balance })
        {
            var batch = single.InBatchesOf(Batch);
            var rates = await CallRounds.RunAsync(single, batch);
            report.Add(single.Name, rates[single.Name], "1/s", 1);
            report.Add(batch.Name, rates[batch.Name], "1/s", Report.Ratio(rates[batch.Name], rates[single.Name]));
        }

        report.Print();
    }
}
