using System.Collections.Concurrent;
using System.Diagnostics;

namespace Aigen.Faults.Tests.Support;

/// <summary>The built program as a process of its own, which a test kills whenever it likes.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    // Far longer than a start takes on a busy machine, never for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _error = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _exited;

    private NodeProcess(Process process)
    {
        _process = process;
        _exited = WatchAsync();
    }

    public bool IsRunning => !_exited.IsCompleted;

    /// <summary>What it has logged so far.</summary>
    public IReadOnlyList<string> Log => [.. _error];

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="before">A command that runs the program given to it, or nothing.</param>
    public static NodeProcess Start(string genesis, string dataDir, IReadOnlyDictionary<string, string>? environment = null, params string[] before)
    {
        string[] command =
        [
            .. before, "dotnet", Path.Combine(AppContext.BaseDirectory, "aigen.dll"), "node", "--genesis", genesis, "--listen",
            "http://127.0.0.1:0", "--data-dir", dataDir, "--log-level", "Warning",
        ];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new NodeProcess(Process.Start(start)!);
    }

    /// <summary>Where it listens, once it does; null where it ended before.</summary>
    public async Task<string?> ReadyAsync()
    {
        await Task.WhenAny(_ready.Task, _exited).WaitAsync(Patience);
        return _ready.Task.IsCompletedSuccessfully ? await _ready.Task : null;
    }

    /// <summary>Returns after the time, or sooner where it ended.</summary>
    public Task RunForAsync(TimeSpan time) => Task.WhenAny(_exited, Task.Delay(time));

    /// <summary>kill -9.</summary>
    public Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        return _exited.WaitAsync(Patience);
    }

    public async Task<int> ExitCodeAsync()
    {
        await _exited.WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task WatchAsync() => await Task.WhenAll(ReadAsync(_process.StandardOutput), ReadErrorAsync(), _process.WaitForExitAsync());

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal)) _ready.TrySetResult(line["ready ".Length..]);
        }
    }

    private async Task ReadErrorAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line) _error.Enqueue(line);
    }
}
