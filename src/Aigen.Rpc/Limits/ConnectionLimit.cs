using System.Net;
using System.Text;
using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Microsoft.AspNetCore.Connections;

namespace Aigen.Rpc.Limits;

/// <summary>
/// Stands in front of HTTP: a connection beyond a limit is answered 503 with the number, whatever it asks, and closed. Under TLS, which is
/// behind this, it is closed alone.
/// </summary>
internal sealed class ConnectionLimit(ConnectionCount count, TrustedProxies proxies)
{
    // Closing over unread bytes resets the connection, and the client may never see the answer: so what it asks is read first, but not for long,
    // and not of many at once.
    private const int MostLingering = 64;
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(1);

    private int _lingering;

    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = connection.RemoteEndPoint is IPEndPoint remote ? remote.Address : IPAddress.Loopback;

        // A proxy has the connections of all its clients.
        CallerNetwork? from = proxies.Contains(address) ? null : CallerNetwork.Of(address);
        if (count.TryEnter(from, out var reason) is { } limit)
        {
            RpcInstruments.CountRefusal(limit);
            await RefuseAsync(connection, reason!);
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            count.Leave(from);
        }
    }

    private async Task RefuseAsync(ConnectionContext connection, string reason)
    {
        try
        {
            if (Interlocked.Increment(ref _lingering) > MostLingering) return;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
            patience.CancelAfter(LingerTime);
            var asked = await connection.Transport.Input.ReadAsync(patience.Token);
            connection.Transport.Input.AdvanceTo(asked.Buffer.End);
            await connection.Transport.Output.WriteAsync(Answer(reason), patience.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // It said nothing, or went: there is nobody to answer.
        }
        finally
        {
            Interlocked.Decrement(ref _lingering);
        }
    }

    private static byte[] Answer(string reason)
    {
        var output = PooledBuffer.Rent();
        try
        {
            AnswerWriter.Write(output, default, new RpcError(RpcErrorCodes.LimitExceeded, $"{reason}; try again later"));
            var head = $"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: {output.Length}\r\nRetry-After: 1\r\nConnection: close\r\n\r\n";
            return [.. Encoding.ASCII.GetBytes(head), .. output.Written.Span];
        }
        finally
        {
            PooledBuffer.Return(output);
        }
    }
}
