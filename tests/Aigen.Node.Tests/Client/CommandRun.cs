using Aigen.Node.Client;
using Aigen.Node.Commands;

namespace Aigen.Node.Tests.Client;

/// <summary>What a command printed, and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>A field of the outline that was printed.</summary>
    public string this[string field] => Output.Split('\n')
        .Select(line => line.Trim().Split("  ", 2, StringSplitOptions.TrimEntries))
        .First(parts => parts[0] == field)[1];

    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        return this;
    }
}

/// <summary>Runs commands inside of the test's process, with its own input and outputs.</summary>
internal static class CommandRun
{
    // Long enough for a busy machine; a command that hangs fails its test instead of the whole run.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task<CommandResult> OfflineAsync(params string[] arguments) => WithInputAsync("", arguments);

    public static Task<CommandResult> WithInputAsync(string input, params string[] arguments) =>
        InAsync(new ClientWorld(new StringReader(input), IsInteractive: false, TimeProvider.System), new StringWriter(), arguments);

    public static async Task<CommandResult> InAsync(
        ClientWorld world, StringWriter output, string[] arguments, CancellationToken cancellationToken = default)
    {
        var error = new StringWriter();
        var code = await CommandLine.InvokeAsync(arguments, world, output, error, cancellationToken).WaitAsync(Patience, CancellationToken.None);
        return new CommandResult(code, output.ToString(), error.ToString());
    }
}
