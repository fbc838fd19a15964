namespace Aigen.Bench;

/// <summary>Questions beside Foundry's anvil: the head, and the balance of a wallet.</summary>
internal static class AnvilCallsPart
{
    // The first account of the words that anvil begins with.
    private const string FundedByAnvil = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

    public static async Task RunAsync(BenchmarkOptions options)
    {
        if (options.Anvil is not { } program)
        {
            return;
        }

        await using var node = await BenchNode.StartAsync();
        await using var anvil = await AnvilProcess.StartAsync(program, accounts: 1);
        var report = new Report("anvil: one call a request, wrk on the same machine");
        (PostedCall Ours, PostedCall Theirs)[] pairs =
        [
            (node.ChainInfo, new("anvil: eth_blockNumber", anvil.Address, PostedCall.Of("eth_blockNumber"))),
            (node.Balance, new("anvil: eth_getBalance", anvil.Address, PostedCall.Of("eth_getBalance", FundedByAnvil, "latest"))),
        ];
        foreach (var (ours, theirs) in pairs)
        {
            var rates = await CallRounds.RunAsync(ours, theirs);
            report.Add(ours.Name, rates[ours.Name], "1/s", Report.Ratio(rates[ours.Name], rates[theirs.Name]));
            report.Add(theirs.Name, rates[theirs.Name], "1/s", 1);
        }

        report.Print();
    }
}
