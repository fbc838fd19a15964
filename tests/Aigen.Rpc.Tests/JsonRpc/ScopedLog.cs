using System.Collections.Concurrent;
using Aigen.Rpc.Http;
using Microsoft.Extensions.Logging;

namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>Keeps every line from a level on together with what its scopes tell.</summary>
internal sealed class ScopedLog(LogLevel least) : ILogger<RpcServer>
{
    private readonly LoggerExternalScopeProvider _scopes = new();

    /// <summary>"message [scope]", or the message alone.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var line = formatter(state, exception);
        _scopes.ForEachScope((scope, _) => line += $" [{scope}]", state);
        Lines.Enqueue(line);
    }
}
