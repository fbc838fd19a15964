using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace Aigen.Rpc.Http;

/// <summary>Has requests from trusted proxies be those of their clients.</summary>
public static class TrustedProxyExtensions
{
    /// <summary>
    /// Takes the client's address out of <c>X-Forwarded-For</c>, read from the right for as long as a trusted proxy speaks. Must come before
    /// whatever looks at addresses. Where nobody is trusted nothing is put in the way, and the header says nothing.
    /// </summary>
    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app, TrustedProxies proxies)
    {
        if (proxies.Networks.Count == 0) return app;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies.Networks) options.KnownIPNetworks.Add(network);
        return app.UseForwardedHeaders(options);
    }
}
