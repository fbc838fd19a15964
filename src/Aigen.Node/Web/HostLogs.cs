using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Node.Web;

/// <summary>
/// The node's logs without the host's own of requests: where those are on, each request is made an Activity, whether or not anybody traces,
/// and lines that nobody asked for. <see cref="RequestScope"/> tells of a request instead.
/// </summary>
internal sealed class HostLogs(ILoggerFactory logs) : ILoggerFactory
{
    private const string OfRequests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public ILogger CreateLogger(string categoryName) => categoryName == OfRequests ? NullLogger.Instance : logs.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => logs.AddProvider(provider);

    // They are the node's, which outlives its web servers.
    public void Dispose()
    {
    }
}
