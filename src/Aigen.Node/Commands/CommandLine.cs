using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary>The whole command line on one page.</summary>
internal static class CommandLine
{
    public static RootCommand Create(ClientWorld world) => new("A blockchain node with a language model inside.")
    {
        NodeCommand.Create(),
        ChatCommand.Create(world),
        BatchCommand.Create(world),
        KeysCommand.Create(world),
        TokenCommand.Create(world),
        TransactionCommand.Create(world),
        ChainCommand.Create(world),
        ModelsCommand.Create(world),
        ProbeCommand.Create(),
        ProposalCommand.Create(world),
        CeoCommand.Create(world),
        CallCommand.Create(world),
    };

    /// <summary>Runs one command; the result is the exit code.</summary>
    public static async Task<int> InvokeAsync(
        IReadOnlyList<string> arguments, ClientWorld world, TextWriter? output = null, TextWriter? error = null,
        CancellationToken cancellationToken = default)
    {
        // Signals are not for the parser to catch: the node drains on them longer than the parser would wait, and a chat cancels its answer.
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        configuration.Output = output ?? configuration.Output;
        configuration.Error = error ?? configuration.Error;
        var parsed = Create(world).Parse(arguments);
        if (arguments.Count > 0 && parsed.Action is ParseErrorAction)
        {
            await RefuseAsync(parsed, configuration.Error);
            return 1;
        }

        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception e) when (MissingLibrary(e) is { } missing)
        {
            await configuration.Error.WriteLineAsync($"aigen: {missing.Message}");
            return 1;
        }
    }

    // A binding finds its library when it is first used, which may be in a type's initialiser.
    private static DllNotFoundException? MissingLibrary(Exception exception) =>
        exception as DllNotFoundException ?? exception.InnerException as DllNotFoundException;

    // The faults alone: the parser would add a page of help, on standard output, which belongs to results.
    private static async Task RefuseAsync(ParseResult parsed, TextWriter error)
    {
        foreach (var fault in parsed.Errors.Select(fault => fault.Message).Distinct())
        {
            await error.WriteLineAsync($"aigen: {fault}");
        }

        var command = string.Join(' ', parsed.CommandResult.Path().Prepend("./aigen"));
        await error.WriteLineAsync($"See {command} --help");
    }

    private static IEnumerable<string> Path(this CommandResult result) =>
        result.Parent is CommandResult parent ? parent.Path().Append(result.Command.Name) : [];
}
