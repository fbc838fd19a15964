using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Json;

namespace Aigen.Node.Hosting;

/// <summary>How log lines look.</summary>
public enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object a line, for programs.</summary>
    Json,
}

/// <summary>Logs go to standard error: standard output belongs to what a command prints.</summary>
internal static class Logging
{
    private const string Line = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{Request:l}{NewLine}{Exception}";

    public static ILoggerFactory Create(LogEventLevel level, LogFormat format = LogFormat.Text)
    {
        var configuration = new LoggerConfiguration().MinimumLevel.Is(level).MinimumLevel.Override("Microsoft", LogEventLevel.Warning);
        configuration = format == LogFormat.Json
            ? configuration.WriteTo.Console(new JsonFormatter(renderMessage: true), standardErrorFromLevel: LogEventLevel.Verbose)
            : configuration.Enrich.With<RequestOfLine>().WriteTo.Console(outputTemplate: Line, standardErrorFromLevel: LogEventLevel.Verbose);
        return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }

    /// <summary>Has a line end with the id of the request that it is of, where it is of one. The web server gives each request an id.</summary>
    private sealed class RequestOfLine : ILogEventEnricher
    {
        private const string Id = "RequestId";

        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            if (logEvent.Properties.TryGetValue(Id, out var value) && value is ScalarValue { Value: string id })
            {
                logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty("Request", $" [{id}]"));
            }
        }
    }
}
