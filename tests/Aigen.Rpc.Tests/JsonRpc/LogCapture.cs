using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>Keeps the warnings and errors that a host logs.</summary>
internal sealed class LogCapture : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(string Message, Exception? Exception)> Entries { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Entries.Enqueue((formatter(state, exception), exception));
    }

    public void Dispose() => Entries.Clear();
}
