using System.CommandLine;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary>Makes commands of the client side: what they share is how they fail.</summary>
internal static class ClientCommand
{
    private const int Refused = 1;

    // 128 + SIGINT, as shells count.
    private const int Interrupted = 130;

    /// <summary>A command that asks a node.</summary>
    public static Command Online(
        string name, string description, ClientWorld world, Func<ClientRun, Task> run, params ReadOnlySpan<Symbol> symbols) =>
        Offline(name, description, world, run, [.. symbols, ClientOptions.Rpc]);

    /// <summary>A command that needs no node.</summary>
    public static Command Offline(
        string name, string description, ClientWorld world, Func<ClientRun, Task> run, params ReadOnlySpan<Symbol> symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction((arguments, cancelled) => RunAsync(new ClientRun(arguments, world, cancelled), run));
        return command;
    }

    private static async Task<int> RunAsync(ClientRun run, Func<ClientRun, Task> action)
    {
        try
        {
            await action(run);
            return 0;
        }
        catch (ClientException e)
        {
            await run.Error.WriteLineAsync($"aigen: {TerminalText.Clean(e.Message, keepNewlines: false)}");
            return Refused;
        }
        catch (RpcErrorException e)
        {
            await Failures.WriteAsync(run.Error, e);
            return Refused;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }
}
