using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;

namespace Aigen.Bench;

/// <summary>The peer: Kestrel, a channel a subscriber, and one message made ready for all of them, which nobody can number.</summary>
internal sealed class BareFanout : IFanoutServer
{
    private const int MostWaiting = 1024;

    private readonly ConcurrentDictionary<Channel<ReadOnlyMemory<byte>>, bool> _subscribers = [];
    private WebApplication? _web;

    public string Url => _web!.Urls.First();

    public static async Task<BareFanout> StartAsync()
    {
        var fanout = new BareFanout();
        fanout._web = await FanoutHost.StartAsync(web =>
        {
            web.UseWebSockets();
            web.Run(async context => await fanout.ServeAsync(await context.WebSockets.AcceptWebSocketAsync(), context.RequestAborted));
        });
        return fanout;
    }

    public void Publish(byte[] result)
    {
        ReadOnlyMemory<byte> message = (byte[])
            [.. """{"jsonrpc":"2.0","method":"subscription","params":{"subscription":"s","result":"""u8, .. result, .. ""","sequence":1000}}"""u8];
        foreach (var (subscriber, _) in _subscribers) subscriber.Writer.TryWrite(message);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (subscriber, _) in _subscribers) subscriber.Writer.TryComplete();
        await _web!.DisposeAsync();
    }

    private async Task ServeAsync(WebSocket socket, CancellationToken aborted)
    {
        await socket.ReceiveAsync(new byte[1024], aborted);
        var messages = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
        _subscribers.TryAdd(messages, true);
        await socket.SendAsync("""{"jsonrpc":"2.0","id":1,"result":"s"}"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, aborted);
        await foreach (var message in messages.Reader.ReadAllAsync(aborted))
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, aborted);
        }
    }
}
