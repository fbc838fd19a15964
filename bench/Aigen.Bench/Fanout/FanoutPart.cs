namespace Aigen.Bench;

/// <summary>Messages of 1 KiB to 1,000 subscribers, beside Kestrel with a channel a subscriber. Clients and servers share one process.</summary>
internal static class FanoutPart
{
    private const int Rounds = 3;
    private const int Subscribers = 1000;
    private const double PacedRate = 100_000;

    public static async Task RunAsync()
    {
        var (bareRates, rates, bareDelays, delays) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await MeasureAsync(await BareFanout.StartAsync(), bareRates, bareDelays);
            await MeasureAsync(await NodeFanout.StartAsync(), rates, delays);
        }

        var report = new Report($"WebSocket fan-out, 1 KiB to {Subscribers:N0} subscribers");
        report.Add("bare Kestrel, a channel a subscriber", bareRates, "messages/s", 1);
        report.Add("subscriptions", rates, "messages/s", Report.Ratio(rates, bareRates));
        report.Add($"bare Kestrel, p99 at {PacedRate:N0} messages/s", In(bareDelays), "us", 1);
        report.Add($"subscriptions, p99 at {PacedRate:N0} messages/s", In(delays), "us", Report.Ratio(delays, bareDelays));
        report.Print();
    }

    private static async Task MeasureAsync(IFanoutServer server, List<double> rates, List<double> delays)
    {
        await using var run = await FanoutRun.StartAsync(server, Subscribers);
        await run.RateAsync();
        rates.Add(await run.RateAsync());
        delays.Add(await run.DelayAsync(PacedRate));
    }

    private static IReadOnlyList<double> In(List<double> milliseconds) => [.. milliseconds.Select(static delay => delay * 1000)];
}
