using Aigen.Node.Client;
using Aigen.Node.Client.Chat;

namespace Aigen.Node.Commands;

/// <summary>Questions from the input, one a line, until it ends.</summary>
internal static class ChatLoop
{
    public static async Task RunAsync(ClientRun run, Conversation conversation)
    {
        while (await ReadAsync(run) is { } line and not "/quit")
        {
            switch (line)
            {
                case "":
                    break;
                case "/reset":
                    conversation.Reset();
                    TerminalText.WriteDimLine(run.Error, "a new conversation");
                    break;
                case ['/', ..]:
                    TerminalText.WriteDimLine(run.Error, $"there is no {line}: /reset starts anew, /quit ends");
                    break;
                default:
                    await TryAnswerAsync(run, conversation, line);
                    break;
            }
        }
    }

    /// <summary>The answer on the output, and what it took on standard error.</summary>
    public static async Task<ChatAnswer> AnswerAsync(ClientRun run, Conversation conversation, string question)
    {
        var answer = await conversation.AskAsync(question);
        await run.Output.WriteLineAsync();
        await run.Output.FlushAsync();
        TerminalText.WriteDimLine(run.Error, answer.Describe());
        return answer;
    }

    // A refused question ends no conversation.
    private static async Task TryAnswerAsync(ClientRun run, Conversation conversation, string question)
    {
        try
        {
            await AnswerAsync(run, conversation, question);
        }
        catch (RpcErrorException e)
        {
            await Failures.WriteAsync(run.Error, e);
        }
    }

    // The prompt is for a person, so it goes where the results do not.
    private static async Task<string?> ReadAsync(ClientRun run)
    {
        if (run.World.IsInteractive)
        {
            await run.Error.WriteAsync("> ");
            await run.Error.FlushAsync();
        }

        return (await run.World.Input.ReadLineAsync(run.Cancelled))?.Trim();
    }
}
