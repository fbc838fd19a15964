using System.CommandLine;
using Aigen.Node.Client;
using Aigen.Node.Client.Chat;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chat</c>: asks the node's model, once or in turns.</summary>
internal static class ChatCommand
{
    private static readonly Argument<string?> Prompt = new("PROMPT")
    {
        Description = "The question; without one, questions are read line by line until /quit, and /reset starts anew.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Key = new("--key")
    {
        Description = $"The wallet that asks, whose quota or credit is used: {KeyReference.Expected}. [default: none, the quota of this connection]",
        HelpName = "FILE|dev:N",
    };

    private static readonly Option<ulong?> Pay = Values.Optional(
        "--pay", "Send a payment of so many whole AIGEN along with the first question, and use its credit; needs --key.", 1UL, ulong.MaxValue);

    private static readonly Option<string?> Model = new("--model")
    {
        Description = "The model that answers. [default: the node's]",
        HelpName = "ID",
    };

    private static readonly Option<int?> MaxTokens = Values.Optional(
        "--max-tokens", "The longest answer in tokens, from 1. [default: the node's, 512]", 1, int.MaxValue);

    private static readonly Option<double?> Temperature = Values.Optional(
        "--temperature", "0 to 2; 0 always takes the likeliest token. [default: the node's, 0.8]", 0.0, 2.0);

    private static readonly Option<uint?> Seed = Values.Optional(
        "--seed", "0 to 4294967294; the same seed and question give the same answer. [default: drawn by the node]", 0U, uint.MaxValue - 1);

    private static readonly Option<string?> SystemText = new("--system")
    {
        Description = "How the model should behave. [default: the model's own]",
        HelpName = "TEXT",
    };

    public static Command Create(ClientWorld world)
    {
        var command = ClientCommand.Online(
            "chat", "Asks the node's model and prints the answer as it comes; Ctrl-C cancels an answer.", world, RunAsync, Prompt, Key, Pay, Model,
            MaxTokens, Temperature, Seed, SystemText, ClientOptions.TokenFile);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Pay) is not null && result.GetValue(Key) is null)
            {
                result.AddError("--pay needs --key, the wallet that pays.");
            }
        });
        return command;
    }

    private static async Task RunAsync(ClientRun run)
    {
        await run.UseTokenAsync(ClientOptions.TokenFile);
        var settings = new ChatSettings(run.Get(Model), run.Get(MaxTokens), run.Get(Temperature), run.Get(Seed));
        var wallet = run.Get(Key) is { } key ? new ChatWallet(run, await run.KeyAsync(key), await run.NetworkAsync()) : null;
        var conversation = new Conversation(run, settings, wallet, run.Get(Pay), run.Get(SystemText));
        if (run.Get(Prompt) is not { } prompt)
        {
            await ChatLoop.RunAsync(run, conversation);
        }
        else if (await ChatLoop.AnswerAsync(run, conversation, prompt) is { Finish: null })
        {
            throw new OperationCanceledException();
        }
    }
}
