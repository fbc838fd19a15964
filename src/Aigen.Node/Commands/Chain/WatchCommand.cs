using System.CommandLine;
using System.Text.Json;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain watch</c>: a line for each new block.</summary>
internal static class WatchCommand
{
    public static Command Create(ClientWorld world) =>
        ClientCommand.Online("watch", "Prints a line for each new block until Ctrl-C.", world, RunAsync, ClientOptions.Json);

    private static async Task RunAsync(ClientRun run)
    {
        await using var socket = await RpcSocket.ConnectAsync(run.Node, run.Cancelled);
        var id = await socket.SendAsync("subscribeNewBlocks", null, run.Cancelled);
        while (true)
        {
            var message = await socket.ReceiveAsync(run.Cancelled);
            if (socket.ResultOf(message, id) is null && RpcNotifications.Read(message) is { } block)
            {
                await run.Output.WriteLineAsync(run.Get(ClientOptions.Json) ? JsonText.Compact(block) : Line(block));
                await run.Output.FlushAsync();
            }
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
