namespace Aigen.Bench;

/// <summary>getChainInfo and getBalance over kept connections, beside Kestrel answering the same POST: with a fixed body, and after parsing it.</summary>
internal static class CallsPart
{
    public static async Task RunAsync(BenchmarkOptions options)
    {
        await using var fixedBody = await BareServer.StartFixedAsync();
        await using var parsing = await BareServer.StartParsingAsync();
        await using var node = await BenchNode.StartAsync();
        var bare = node.ChainInfo with { Name = "bare Kestrel, fixed body", Url = fixedBody.Urls.First() };
        PostedCall[] rows =
        [
            bare, node.ChainInfo with { Name = "bare Kestrel, JSON-RPC", Url = parsing.Urls.First() }, node.ChainInfo, node.Balance,
        ];
        var rates = await CallRounds.RunAsync(rows);
        var report = new Report("http: one call a request, wrk on the same machine");
        foreach (var row in rows)
        {
            report.Add(row.Name, rates[row.Name], "1/s", Report.Ratio(rates[row.Name], rates[bare.Name]));
        }

        report.Print();
    }
}
