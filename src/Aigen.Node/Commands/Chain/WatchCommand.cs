using System.CommandLine;
using System.Text.Json;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain watch</c>: a line for each new block, none of them left out, however often the connection breaks.</summary>
internal static class WatchCommand
{
    private static readonly Option<ulong?> From = Values.Optional<ulong>(
        "--from", "Begin with the block of this height, and not with the next one.", 0, ulong.MaxValue);

    public static Command Create(ClientWorld world) => ClientCommand.Online(
        "watch", "Prints a line for each new block until Ctrl-C. Where the connection breaks it goes on at the block behind the last one printed.",
        world, RunAsync, ClientOptions.Json, From);

    private static async Task RunAsync(ClientRun run)
    {
        var first = run.Get(From) ?? ((await run.CallAsync("getChainInfo")).UInt64("height") + 1);
        var blocks = new EventStream(run.Node, "subscribeNewBlocks", first, run.World.Time);
        blocks.Broke += reason => run.Error.WriteLine(
            $"aigen: {TerminalText.Clean(reason, keepNewlines: false)}; trying again every {EventStream.RetryInterval.TotalSeconds} s, from where it broke");
        await foreach (var block in blocks.ReadAsync(run.Cancelled))
        {
            await run.Output.WriteLineAsync(run.Get(ClientOptions.Json) ? JsonText.Compact(block) : Line(block));
            await run.Output.FlushAsync();
        }
    }

    private static string Line(JsonElement block)
    {
        var header = block.Field("header");
        var time = DateTimeOffset.FromUnixTimeSeconds((long)header.UInt64("timestamp"));
        var shutdown = header.Flag("shutdown_flag") ? "  shut down" : "";
        return $"{header.Text("block_height"),8}  {time:yyyy-MM-dd'T'HH:mm:ss'Z'}  {block.Text("block_hash")}  "
            + $"{Count("transaction", block)}, {Count("receipt", block)}{shutdown}";
    }

    private static string Count(string what, JsonElement block) =>
        block.List($"{what}s").Count is var count && count == 1 ? $"1 {what}" : $"{count} {what}s";
}
