using Microsoft.AspNetCore.Http.Features;

namespace Aigen.Rpc.WebSockets;

/// <summary>Has the WebSocket of a request run over a <see cref="WebSocketTransport"/>, whichever version of HTTP it begins with.</summary>
internal sealed class WebSocketUpgrade : IHttpUpgradeFeature, IHttpExtendedConnectFeature
{
    private readonly IHttpUpgradeFeature? _upgrade;
    private readonly IHttpExtendedConnectFeature? _connect;

    private WebSocketUpgrade(IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect) => (_upgrade, _connect) = (upgrade, connect);

    public bool IsUpgradableRequest => _upgrade?.IsUpgradableRequest == true;

    public bool IsExtendedConnect => _connect?.IsExtendedConnect == true;

    public string? Protocol => _connect?.Protocol;

    /// <summary>What it runs over, once it was accepted.</summary>
    public WebSocketTransport? Transport { get; private set; }

    /// <summary>Must come before the negotiation of WebSockets.</summary>
    public static void Prepare(IFeatureCollection request)
    {
        if (request.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            var prepared = new WebSocketUpgrade(upgrade, null);
            request.Set<IHttpUpgradeFeature>(prepared);
            request.Set(prepared);
        }
        else if (request.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            var prepared = new WebSocketUpgrade(null, connect);
            request.Set<IHttpExtendedConnectFeature>(prepared);
            request.Set(prepared);
        }
    }

    public async Task<Stream> UpgradeAsync() => Transport = new WebSocketTransport(await _upgrade!.UpgradeAsync());

    public async ValueTask<Stream> AcceptAsync() => Transport = new WebSocketTransport(await _connect!.AcceptAsync());
}
