using System.Diagnostics;
using System.Text;

namespace Aigen.Inference;

/// <summary>One run of the process that tries a model file.</summary>
/// <param name="Program">The executable.</param>
/// <param name="Arguments">What makes it try a file; the file and its options follow.</param>
public sealed record ProbeProcess(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>The exit code of a trial that ended as it should with a file that is no good; its standard output says why.</summary>
    public const int RefusedExitCode = 3;

    // The start of an answer to "what went wrong" is enough.
    private const int KeptCharacters = 2000;

    /// <summary>Runs it; a process that is not done by then is killed.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public async Task<ProbeOutcome> RunAsync(IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        var output = ReadAsync(process.StandardOutput);
        var errors = ReadAsync(process.StandardError);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            cancellationToken.ThrowIfCancellationRequested();
            return new ProbeOutcome(null, "", "");
        }

        return new ProbeOutcome(process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
    }

    private Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, [.. Arguments, .. arguments])
        {
            // It ends when its standard input does, which is when this process ends.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A crash is what it is for: nobody needs a dump of it.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["GGML_NO_BACKTRACE"] = "1";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x20000000";
        return Process.Start(start)!;
    }

    private static async Task<string> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            if (text.Length < KeptCharacters) text.AppendLine(line);
        return text.ToString();
    }
}

/// <summary>How a trial ended.</summary>
/// <param name="ExitCode">The exit code, 128 and the signal for a crash; null where it ran out of time.</param>
/// <param name="Output">What it said.</param>
/// <param name="Errors">What llama.cpp, or the system, said when it crashed.</param>
public sealed record ProbeOutcome(int? ExitCode, string Output, string Errors);
