using System.Net.Sockets;
using System.Text;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Limits;

/// <summary>A TCP client that sends what it likes, when it likes.</summary>
internal sealed class RawClient : IDisposable
{
    public const string Call = """{"jsonrpc":"2.0","id":1,"method":"echo","params":["hi"]}""";

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<RawClient> ConnectAsync(RpcHost host)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(host.Address.Host, host.Address.Port);
        return client;
    }

    public static string Request(string body = Call, string more = "") =>
        $"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{more}\r\n{body}";

    public Task SendAsync(string text) => _socket.SendAsync(Encoding.ASCII.GetBytes(text)).WaitAsync(RpcHost.Patience);

    /// <summary>Asks, and reads the whole answer of the echo.</summary>
    public async Task<string> AskAsync()
    {
        await SendAsync(Request());
        return await ReceiveUntilAsync("\"hi\"}");
    }

    public Task<string> ReceiveUntilAsync(string end) => ReceiveAsync(text => text.EndsWith(end, StringComparison.Ordinal));

    /// <summary>All that comes until the node closes the connection.</summary>
    public Task<string> ReceiveToEndAsync() => ReceiveAsync(_ => false);

    public void Dispose() => _socket.Dispose();

    private async Task<string> ReceiveAsync(Func<string, bool> isDone)
    {
        var (text, buffer) = ("", new byte[8192]);
        while (!isDone(text))
        {
            var count = 0;
            try
            {
                count = await _socket.ReceiveAsync(buffer).WaitAsync(RpcHost.Patience);
            }
            catch (SocketException)
            {
                // Reset: closed all the same.
            }

            if (count == 0) return text;
            text += Encoding.ASCII.GetString(buffer, 0, count);
        }

        return text;
    }
}
