using System.Diagnostics;
using System.Text.Json;
using Aigen.Node.Tests.Proofs;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Events;

/// <summary>The example of docs/examples/python against a real node.</summary>
public sealed class PythonFollowerTests
{
    [PythonFact]
    public async Task FollowEvents_StartedAgain_GoesOnBehindItsCursor()
    {
        using var folder = new DataDir();
        await using var node = await DevNode.StartAsync();
        for (var nonce = 0UL; nonce < 3; nonce++)
        {
            await node.IncludeAsync(Wallet.Development(1).Transaction(Wallet.Development(2).Address, 10, nonce));
        }

        // The genesis block, and two events of each block behind it.
        var first = await RunAsync(node, folder, 4);
        var second = await RunAsync(node, folder, 3);

        Assert.Equal(
            ["0 block", "1 transaction", "1 block", "2 transaction", "2 block", "3 transaction", "3 block"],
            first.Concat(second).Select(static line => JsonElement.Parse(line)).Select(static one => $"{one.Number("block_height")} {one.Text("type")}"));
    }

    private static async Task<string[]> RunAsync(DevNode node, DataDir folder, int count)
    {
        var start = new ProcessStartInfo("python3")
        {
            ArgumentList =
            {
                Vectors.Find(Path.Combine("docs", "examples", "python", "follow_events.py"))!, "--rpc", node.Url, "--count", $"{count}", "--cursor",
                $"{folder.Path}.cursor",
            },
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(start)!;
        var output = await python.StandardOutput.ReadToEndAsync().Soon();
        await python.WaitForExitAsync().Soon();
        Assert.Equal(0, python.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
