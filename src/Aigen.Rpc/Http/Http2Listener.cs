using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Aigen.Rpc.Http;

/// <summary>
/// HTTP/2 without TLS at the port of HTTP/1.1. Kestrel serves either at an endpoint that has no TLS to ask what the client speaks; so a
/// connection that begins with the words of HTTP/2 is handed over to an endpoint of its own, which is not on the network.
/// </summary>
internal sealed class Http2Listener(TimeSpan patience) : IConnectionListenerFactory, IConnectionListenerFactorySelector, IConnectionListener
{
    private readonly Channel<ConnectionContext> _arrivals = Channel.CreateUnbounded<ConnectionContext>();

    public EndPoint EndPoint { get; } = new Http2EndPoint();

    public bool CanBind(EndPoint endpoint) => endpoint is Http2EndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _arrivals.Reader.WaitToReadAsync(cancellationToken))
            if (_arrivals.Reader.TryRead(out var connection))
                return connection;
        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _arrivals.Writer.TryComplete();
        return default;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    /// <summary>Serves a connection with <paramref name="http1"/>, or hands it over and stays until it has ended.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate http1)
    {
        var isHttp2 = await SpeaksHttp2Async(connection);
        if (isHttp2 == false) await http1(connection);
        if (isHttp2 != true) return;

        var handed = new HandedConnection(connection);
        if (_arrivals.Writer.TryWrite(handed)) await handed.Ended;
    }

    // Null where it sent nothing that tells, and is to be closed.
    private async ValueTask<bool?> SpeaksHttp2Async(ConnectionContext connection)
    {
        var asked = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(asked, connection.ConnectionClosed);
        waiting.CancelAfter(patience);
        try
        {
            return await Http2Preface.IsNextAsync(connection.Transport.Input, waiting.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return null;
        }
    }
}
