using System.CommandLine;
using Aigen.Node.Hosting;
using Aigen.Node.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Node.Commands;

/// <summary><c>aigen metrics-reference</c>: writes docs/metrics.md, asking a node of the development network what it measures.</summary>
internal static class MetricsReferenceCommand
{
    public static Command Create()
    {
        var command = new Command("metrics-reference", "Writes the page docs/metrics.md to standard output.") { Hidden = true };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = new NodeOptions { IsTemporary = true, Listen = "http://127.0.0.1:0" };
        await using var node = await NodeHost.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System);
        await arguments.InvocationConfiguration.Output.WriteAsync(MetricsReference.Write(node.Metrics.Read()));
        return 0;
    }
}
