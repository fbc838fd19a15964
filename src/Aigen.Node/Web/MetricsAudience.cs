using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;

namespace Aigen.Node.Web;

/// <summary>Who may see the metrics: they tell of everybody's traffic, and what the node earns.</summary>
internal sealed class MetricsAudience
{
    private readonly Func<HttpContext, string?> _refuse;

    private MetricsAudience(Func<HttpContext, string?> refuse) => _refuse = refuse;

    /// <summary>Whoever reaches the address, which is for them alone.</summary>
    public static MetricsAudience Everybody { get; } = new(_ => null);

    /// <summary>Nobody at this address, since they have one of their own.</summary>
    public static MetricsAudience Nobody { get; } = new(_ => "The metrics are at the address of --metrics-listen.");

    /// <summary>Programs of this machine, but not whom a proxy on it lets through.</summary>
    public static MetricsAudience ThisMachine { get; } = new(context =>
        IsLocal(context.Connection.RemoteIpAddress) && !IsForwarded(context.Request.Headers)
            ? null
            : "The metrics are for this machine alone; --metrics-listen URL gives them an address of their own.");

    /// <summary>Null where they may be seen.</summary>
    public string? Refuse(HttpContext context) => _refuse(context);

    private static bool IsLocal(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    // The last is what a trusted proxy leaves, once its word was taken.
    private static bool IsForwarded(IHeaderDictionary headers) =>
        headers.ContainsKey("Forwarded") || headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("X-Real-IP") || headers.ContainsKey("Via")
        || headers.ContainsKey(ForwardedHeadersDefaults.XOriginalForHeaderName);
}
