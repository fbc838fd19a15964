using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigen.Node.Client.Chat;

/// <summary>
/// One answer, written out as it comes. Each has its own connection: between two questions a person may think for longer than a node
/// keeps a connection that answers no pings, and this one reads only while an answer comes.
/// </summary>
internal sealed class ChatStream(ClientRun run)
{
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isReasoning;

    /// <exception cref="RpcErrorException">The node refused the request.</exception>
    public async Task<ChatAnswer> AskAsync(JsonObject request)
    {
        // A second Ctrl-C finds the first one set, so it is not dealt with here and ends the program.
        using var interrupts = run.World.CatchInterrupts(_interrupted.TrySetResult);
        await using var socket = await RpcSocket.ConnectAsync(run.Node, run.Cancelled);
        var asked = await socket.SendAsync("subscribeChatCompletion", request, run.Cancelled);
        var (subscription, cancelling) = ((string?)null, (int?)null);
        while (true)
        {
            var receiving = socket.ReceiveAsync(run.Cancelled);
            if (subscription is not null && cancelling is null && await Task.WhenAny(receiving, _interrupted.Task) == _interrupted.Task)
            {
                cancelling = await socket.SendAsync("unsubscribeChatCompletion", new JsonArray(subscription), run.Cancelled);
            }

            var message = await receiving;
            subscription ??= socket.ResultOf(message, asked)?.ToString();
            if (cancelling is { } id && socket.ResultOf(message, id) is not null)
            {
                return new ChatAnswer(_text.ToString(), null);
            }

            if (RpcNotifications.Read(message) is { } piece && await TakeAsync(piece) is { } answer)
            {
                return answer;
            }
        }
    }

    // It is no part of the answer, which may go into a file.
    private void WriteReasoning(JsonElement delta)
    {
        if (delta.TryGetProperty("reasoning_content", out var reasoning))
        {
            _isReasoning = true;
            TerminalText.WriteDim(run.Error, TerminalText.Clean(reasoning.ToString(), keepNewlines: true));
        }
    }

    private async Task<ChatAnswer?> TakeAsync(JsonElement piece)
    {
        if (piece.TryGetProperty("error", out var error))
        {
            throw RpcErrorException.Of(error);
        }

        if (piece.TryGetProperty("queued", out var place))
        {
            var wait = place.TryGetProperty("estimated_wait_seconds", out var seconds) && seconds.ValueKind == JsonValueKind.Number
                ? $", about {seconds.GetDouble():F0} s" : string.Empty;
            TerminalText.WriteDimLine(run.Error, $"the model is busy: place {place.Text("position")} in its queue{wait}");
        }

        if (piece.TryGetProperty("delta", out var delta))
        {
            WriteReasoning(delta);
            var text = delta.Text("content");
            if (text.Length > 0 && _isReasoning)
            {
                _isReasoning = false;
                run.Error.WriteLine();
            }

            _text.Append(text);
            await run.Output.WriteAsync(TerminalText.Clean(text, keepNewlines: true));
            await run.Output.FlushAsync();
        }

        return piece.TryGetProperty("finish_reason", out _) ? new ChatAnswer(_text.ToString(), piece) : null;
    }
}
