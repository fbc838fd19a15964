using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Wscat;

/// <summary>wscat from npm, with which the guide shows WebSocket calls.</summary>
internal sealed class WscatProcess : IAsyncDisposable
{
    // What it writes once it is connected and reads its input.
    private const string Prompt = "> ";

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _prompted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task<string> _error;

    private WscatProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public static WscatProcess Connect(string url, params string[] more)
    {
        var start = new ProcessStartInfo("npx")
        {
            ArgumentList = { "--no-install", "wscat", "--no-color", "-c", url.Replace("http://", "ws://", StringComparison.Ordinal) },
            WorkingDirectory = Vectors.Find(Path.Combine("tests", "node"))!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in more) start.ArgumentList.Add(argument);
        return new WscatProcess(Process.Start(start)!);
    }

    /// <summary>Types a line, once it is connected.</summary>
    public async Task TypeAsync(string line)
    {
        await _prompted.Task.Soon();
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>The next message that it shows.</summary>
    public async Task<JsonElement> NextAsync() => JsonElement.Parse(await _lines.Reader.ReadAsync().Soon());

    public async ValueTask DisposeAsync()
    {
        // npx runs it as a child.
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().Soon();
        await _reading.Soon();
        await _error.Soon();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        while (await _process.StandardOutput.ReadAsync(buffer) is var count and > 0)
        {
            foreach (var c in buffer.AsSpan(0, count))
            {
                if (c == '\n')
                {
                    // What was typed is echoed by a terminal only; prompts stand before what comes in.
                    var text = line.ToString().Trim('\r', '>', '<', ' ');
                    line.Clear();
                    if (text.StartsWith('{')) _lines.Writer.TryWrite(text);
                }
                else
                {
                    line.Append(c);
                    if (line.ToString() == Prompt) _prompted.TrySetResult();
                }
            }
        }

        var end = new IOException($"wscat has ended: {await _error}");
        _prompted.TrySetException(end);
        _lines.Writer.TryComplete(end);
    }
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
