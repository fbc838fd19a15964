using System.CommandLine;
using System.CommandLine.Invocation;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary>The whole command line on one page.</summary>
internal static class CommandLine
{
    public static RootCommand Create(ClientWorld world) => new("A blockchain node with a language model inside.")
    {
        NodeCommand.Create(),
        ChatCommand.Create(world),
        KeysCommand.Create(world),
        TransactionCommand.Create(world),
        ChainCommand.Create(world),
        ModelsCommand.Create(world),
        ProposalCommand.Create(world),
        CeoCommand.Create(world),
        CallCommand.Create(world),
    };

    /// <summary>Runs one command; the result is the exit code.</summary>
    public static Task<int> InvokeAsync(
        IReadOnlyList<string> arguments, ClientWorld world, TextWriter? output = null, TextWriter? error = null, CancellationToken cancellationToken = default)
    {
        var parsed = Create(world).Parse(arguments);
        if (parsed.Action is ParseErrorAction refusal)
        {
            // The fault alone: a page of help would bury it, and standard output belongs to results.
            refusal.ShowHelp = arguments.Count == 0;
        }

        // Signals are not for the parser to catch: the node drains on them longer than the parser would wait, and a chat cancels its answer.
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null };
        configuration.Output = output ?? configuration.Output;
        configuration.Error = error ?? configuration.Error;
        return parsed.InvokeAsync(configuration, cancellationToken);
    }
}
