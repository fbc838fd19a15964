using System.Collections.Concurrent;
using System.Diagnostics;

namespace Aigen.Node.Tests.Support;

/// <summary>The built program as a process of its own, with what it writes.</summary>
internal sealed class DaemonProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _error = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _exited;

    private DaemonProcess(Process process)
    {
        _process = process;
        _exited = WaitAsync();
    }

    /// <summary>The lines of standard output so far; all of them once the process has ended.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    public IReadOnlyList<string> Error => [.. _error];

    public string ErrorText => string.Join('\n', Error);

    public ProcessVitals Vitals => ProcessVitals.Of(_process.Id);

    public string Url { get; private set; } = "";

    public RpcClient Rpc { get; private set; } = new("http://127.0.0.1:1");

    /// <summary>Runs the program with some arguments.</summary>
    public static DaemonProcess Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "aigen.dll") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return new DaemonProcess(Process.Start(start)!);
    }

    /// <summary>Runs a node of the development network on a free port, and returns when it is ready.</summary>
    public static async Task<DaemonProcess> StartNodeAsync(string dataDir, params string[] more)
    {
        var node = Run(["node", "--dev", "--listen", "http://127.0.0.1:0", "--data-dir", dataDir, .. more]);
        node.Url = await node._ready.Task.Soon();
        node.Rpc.Dispose();
        node.Rpc = new RpcClient(node.Url);
        return node;
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _exited.Soon();
    }

    /// <summary>kill -TERM, as an init system asks a program to end.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<int> ExitCodeAsync()
    {
        await _exited.Soon();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _exited.Soon();
        Rpc.Dispose();
        _process.Dispose();
    }

    private async Task WaitAsync()
    {
        await Task.WhenAll(ReadAsync(_process.StandardOutput, _output), ReadAsync(_process.StandardError, _error), _process.WaitForExitAsync());
        _ready.TrySetException(new InvalidOperationException($"the program ended with {_process.ExitCode} before it was ready: {ErrorText}"));
    }

    private async Task ReadAsync(StreamReader stream, ConcurrentQueue<string> lines)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            lines.Enqueue(line);
            if (line.StartsWith("ready ", StringComparison.Ordinal)) _ready.TrySetResult(line["ready ".Length..]);
        }
    }
}
