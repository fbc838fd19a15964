using System.CommandLine;
using Aigen.Chain;
using Aigen.Node.Client;
using Aigen.Node.Hosting;
using Aigen.Storage;

namespace Aigen.Node.Commands;

/// <summary>Makes commands that work on the ledger in a folder, without a node.</summary>
internal static class LedgerCommand
{
    private const int Refused = 1;

    // 128 + SIGINT, as shells count.
    private const int Interrupted = 130;

    public static Command Create(
        string name, string description, ClientWorld world, Action<LedgerRun> run, params ReadOnlySpan<Symbol> symbols)
    {
        var command = new Command(name, description) { LedgerOptions.DataDir, LedgerOptions.GenesisFile };
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

        command.SetAction((arguments, cancelled) => RunAsync(arguments, world, run, cancelled));
        return command;
    }

    /// <summary>Does the work; Ctrl-C stops it where it leaves everything whole.</summary>
    public static async Task<int> RunAsync(ParseResult arguments, ClientWorld world, Action<LedgerRun> work, CancellationToken cancelled)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        using var interrupts = world.CatchInterrupts(() =>
        {
            stopping.Cancel();
            return true;
        });
        var error = arguments.InvocationConfiguration.Error;
        try
        {
            await Task.Run(() => work(new LedgerRun(arguments, world, stopping.Token)), CancellationToken.None);
            return 0;
        }
        catch (NodeStartException e)
        {
            await error.WriteLineAsync($"aigen: {e.Message}");
            return e.ExitCode;
        }
        catch (Exception e) when (e is ClientException or LedgerException or StoreException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"aigen: {e.Message}");
            return Refused;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }
}
