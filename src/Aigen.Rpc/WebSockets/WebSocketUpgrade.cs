using Microsoft.AspNetCore.Http.Features;

namespace Aigen.Rpc.WebSockets;

/// <summary>
/// Has the WebSocket of a request run over a <see cref="WebSocketTransport"/>, whichever version of HTTP it begins with. ASP.NET resets the connection once
/// its WebSocket finds a fault in what the client sent, right behind the close frame that says so: that is left to whoever serves the connection.
/// </summary>
internal sealed class WebSocketUpgrade(IHttpRequestLifetimeFeature lifetime, IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect)
    : IHttpUpgradeFeature, IHttpExtendedConnectFeature, IHttpRequestLifetimeFeature
{
    public bool IsUpgradableRequest => upgrade?.IsUpgradableRequest == true;

    public bool IsExtendedConnect => connect?.IsExtendedConnect == true;

    public string? Protocol => connect?.Protocol;

    public CancellationToken RequestAborted
    {
        get => lifetime.RequestAborted;
        set => lifetime.RequestAborted = value;
    }

    /// <summary>What it runs over, once it was accepted.</summary>
    public WebSocketTransport? Transport { get; private set; }

    /// <summary>Must come before the negotiation of WebSockets.</summary>
    public static void Prepare(IFeatureCollection request)
    {
        if (request.Get<IHttpRequestLifetimeFeature>() is not { } lifetime) return;
        if (request.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            var prepared = new WebSocketUpgrade(lifetime, upgrade, null);
            request.Set<IHttpUpgradeFeature>(prepared);
            Set(request, prepared);
        }
        else if (request.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            var prepared = new WebSocketUpgrade(lifetime, null, connect);
            request.Set<IHttpExtendedConnectFeature>(prepared);
            Set(request, prepared);
        }
    }

    public async Task<Stream> UpgradeAsync() => Transport = new WebSocketTransport(await upgrade!.UpgradeAsync());

    public async ValueTask<Stream> AcceptAsync() => Transport = new WebSocketTransport(await connect!.AcceptAsync());

    /// <summary>Breaks the connection, unless nothing waits for the client, which then ends in order.</summary>
    public void Abort()
    {
        if (Transport is not { IsBusy: false }) Break();
    }

    public void Break() => lifetime.Abort();

    private static void Set(IFeatureCollection request, WebSocketUpgrade prepared)
    {
        request.Set<IHttpRequestLifetimeFeature>(prepared);
        request.Set(prepared);
    }
}
