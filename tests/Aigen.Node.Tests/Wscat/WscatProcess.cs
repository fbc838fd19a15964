using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Wscat;

/// <summary>wscat from npm, with which the guide shows WebSocket calls.</summary>
internal sealed partial class WscatProcess : IAsyncDisposable
{
    // On a terminal it says when it is connected, and marks what comes in.
    private const string Connected = "Connected (press CTRL+C to quit)";
    private const string Incoming = "< ";

    private readonly Process _process;
    private readonly bool _isOnTerminal;
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> _error;
    private readonly Task _reading;

    private WscatProcess(ProcessStartInfo start, bool isOnTerminal)
    {
        start.WorkingDirectory = Vectors.Find(Path.Combine("tests", "node"))!;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        _isOnTerminal = isOnTerminal;
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    /// <summary>On a terminal, as a person starts it.</summary>
    public static WscatProcess OnTerminal(string url) =>
        new(new ProcessStartInfo("script", ["-qefc", $"npx --no-install wscat --no-color -c {Socket(url)}", "/dev/null"]), isOnTerminal: true);

    /// <summary>In a script: the messages are arguments, and what comes in is printed line by line.</summary>
    public static WscatProcess Executing(string url, string message) =>
        new(new ProcessStartInfo("npx", ["--no-install", "wscat", "-c", Socket(url), "-w", "-1", "-x", message]), isOnTerminal: false);

    /// <summary>Types a line, once it is connected.</summary>
    public async Task TypeAsync(string line)
    {
        await _connected.Task.Soon();
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>The next message that it shows.</summary>
    public async Task<JsonElement> NextAsync() => JsonElement.Parse(await _messages.Reader.ReadAsync().Soon());

    public async ValueTask DisposeAsync()
    {
        // npx, and script, run it as a child.
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().Soon();
        await _reading.Soon();
        _process.Dispose();
    }

    private static string Socket(string url) => url.Replace("http://", "ws://", StringComparison.Ordinal);

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var text = TerminalCode().Replace(line, "").TrimEnd();
            if (text.EndsWith(Connected, StringComparison.Ordinal)) _connected.TrySetResult();
            if (MessageIn(text) is { } message) _messages.Writer.TryWrite(message);
        }

        var end = new IOException($"wscat has ended: {await _error}");
        _connected.TrySetException(end);
        _messages.Writer.TryComplete(end);
    }

    // A terminal echoes what is typed, too: only a marked line came in.
    private string? MessageIn(string line)
    {
        var mark = _isOnTerminal ? Incoming : "";
        var start = line.IndexOf(mark + "{", StringComparison.Ordinal);
        return start < 0 ? null : line[(start + mark.Length)..];
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]|[\r]")]
    private static partial Regex TerminalCode();
}

/// <summary>A fact about wscat, skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WscatFactAttribute : FactAttribute
{
    public WscatFactAttribute()
    {
        if (Vectors.Find(Path.Combine("tests", "node", "node_modules", ".bin", "wscat")) is null)
        {
            Skip = "wscat is not installed: npm ci --prefix tests/node";
        }
    }
}
