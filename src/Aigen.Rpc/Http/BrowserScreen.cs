using System.Net;
using Microsoft.AspNetCore.Http;

namespace Aigen.Rpc.Http;

/// <summary>
/// Keeps web pages away that nobody has allowed: a browser says for which page it calls, and whoever owns a domain can have its name point
/// to any address, this machine's too. Programs send no Origin, and call the node by its address or as localhost.
/// </summary>
internal sealed class BrowserScreen(HttpAccess access)
{
    private const string Localhost = "localhost";

    // Clients send the same again and again.
    private volatile string? _lastGoodHost;

    /// <summary>Why the request is refused; null where it may go on.</summary>
    public string? Refuse(HttpRequest request)
    {
        // A page of another name has no certificate for it, so over TLS the browser itself sees to that.
        string? host = request.Headers.Host;
        if (!request.IsHttps && !string.Equals(host, _lastGoodHost, StringComparison.Ordinal) && !TryAllow(request.Host, host))
            return $"This node is not called {request.Host.Host}: call it by its address or as localhost, or start it with --allowed-host {request.Host.Host}.";

        string? origin = request.Headers.Origin;
        return origin is null || access.AllowsOrigin(origin) || IsOwn(origin, host)
            ? null
            : $"Pages of {origin} may not call this node; it would have to be started with --cors-origin {origin}.";
    }

    private bool TryAllow(HostString host, string? header)
    {
        var name = host.Host;
        var isAllowed = name.Length == 0 || IPAddress.TryParse(name, out _) || name.Equals(Localhost, StringComparison.OrdinalIgnoreCase) || access.AllowsHost(name);
        if (isAllowed) _lastGoodHost = header;
        return isAllowed;
    }

    // A proxy in front may have taken the TLS off, so only what follows the scheme is compared.
    private static bool IsOwn(string origin, string? host) =>
        host is not null && origin.IndexOf("://", StringComparison.Ordinal) is > 0 and var at && origin.AsSpan(at + 3).Equals(host, StringComparison.OrdinalIgnoreCase);
}
