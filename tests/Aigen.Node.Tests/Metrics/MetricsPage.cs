using System.Globalization;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Metrics;

/// <summary>What a node answers to GET /metrics, by series.</summary>
internal static class MetricsPage
{
    public static async Task<string> TextAsync(DevNode node)
    {
        using var response = await node.Rpc.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>The value of each series; one that is not there counts as 0.</summary>
    public static async Task<Func<string, double>> ReadAsync(DevNode node)
    {
        var values = (await TextAsync(node)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
            .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
        return series => values.GetValueOrDefault(series);
    }
}
