using System.Net.WebSockets;
using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Limits;
using Aigen.Rpc.Subscriptions;
using Microsoft.Extensions.Logging;

namespace Aigen.Rpc.WebSockets;

/// <summary>
/// One WebSocket client. One loop reads, one task writes, and every message that comes in runs its calls beside the others. Whatever ends
/// the connection ends its calls and subscriptions, and <see cref="RunAsync"/> returns only when all of its calls have.
/// </summary>
internal sealed class WebSocketConnection : IRpcConnection, ISubscriptionSink, IDisposable
{
    private readonly WebSocket _socket;
    private readonly WebSocketUpgrade _upgrade;
    private readonly WebSocketTransport _transport;
    private volatile RpcCaller _caller;
    private readonly RpcServer _server;
    private readonly MessageReader _reader;
    private readonly OutgoingQueue _queue;
    private readonly SubscriptionSet _subscriptions;
    private readonly CallGate _calls;
    private readonly WorkCount _work = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Lock _ending = new();
    private volatile Farewell? _farewell;

    public WebSocketConnection(WebSocket socket, WebSocketUpgrade upgrade, RpcCaller caller, RpcServer server)
    {
        (_upgrade, _transport) = (upgrade, upgrade.Transport!);
        _socket = socket;
        _caller = caller;
        _server = server;
        _reader = new MessageReader(socket, Limits);
        _queue = new OutgoingQueue(Limits);
        _subscriptions = new SubscriptionSet(this, Limits);
        _calls = new CallGate(Limits.CallsInFlight);
        _closed.Token.UnsafeRegister(_ => _subscriptions.CloseAll(), null);
    }

    public RpcCaller Caller => _caller;

    public CancellationToken Closed => _closed.Token;

    public SlowSubscriber WhenSlow => Limits.WhenSlow;

    public void Authenticate(string bearerToken) => _caller = _caller with { BearerToken = bearerToken };

    public Subscription Open(string? clientChosenId, SlowSubscriber whenSlow) => _subscriptions.Open(clientChosenId, whenSlow);

    public bool Close(string subscriptionId) => _subscriptions.Close(subscriptionId);

    private RpcLimits Limits => _server.Limits;

    public async Task RunAsync(CancellationToken nodeStopping)
    {
        using var stopping = nodeStopping.UnsafeRegister(_ => End(Farewell.Stopping), null);
        var writing = WriteAsync();
        await ReadAsync();
        if (!await writing && !_transport.HasEnded) _upgrade.Break();
        await _work.WhenDone();
    }

    // Not _closed: a publisher on another thread may still look at it, and without a timer it holds nothing.
    public void Dispose()
    {
        lock (_ending) _giveUp.Dispose();
    }

    bool ISubscriptionSink.Post(Subscription subscription, Notice notice, ulong sequence) =>
        _queue.TryPost(new OutgoingMessage(subscription, notice, sequence));

    ValueTask ISubscriptionSink.WaitForRoomAsync(int bytes) => _queue.WaitForRoomAsync(bytes);

    void ISubscriptionSink.Overflow()
    {
        if (_farewell is null) RpcInstruments.CountRefusal("outgoing_queue");
        End(Farewell.TooSlow(Limits.QueuedMessages, Limits.QueuedBytes));
    }

    void ISubscriptionSink.Forget(Subscription subscription) => _subscriptions.Remove(subscription);

    private async Task ReadAsync()
    {
        while (_farewell is null)
        {
            await _queue.WaitForRoomAsync();
            var message = PooledBuffer.Rent();
            var found = await _reader.ReadAsync(message, _giveUp.Token);

            // Calls begin here one after another, and the thread may be one that reads other connections too.
            if (found == IncomingMessage.Text) await Task.Yield();
            if (found == IncomingMessage.Text && _farewell is null) _ = AnswerAsync(message);
            else PooledBuffer.Return(message);
            End(found);
            if (found == IncomingMessage.Late) return;
        }

        await _transport.DrainAsync(_giveUp.Token);
    }

    private async Task AnswerAsync(PooledBuffer message)
    {
        _work.Begin();
        var answer = PooledBuffer.Rent();
        try
        {
            var exchange = new RpcExchange(_caller, Closed, this, _calls) { Rates = _server.Rates };
            await _server.Dispatcher.DispatchAsync(message.Written, exchange, answer);
            Post(answer);
            exchange.ReleaseSubscriptions();
        }
        catch (Exception exception)
        {
            _server.Logger.LogError(exception, "A message from {Address} could not be answered", _caller.RemoteAddress);
            End(Farewell.Fault);
        }
        finally
        {
            PooledBuffer.Return(message);
            _work.Finish();
        }
    }

    private void Post(PooledBuffer answer)
    {
        if (answer.Length == 0) PooledBuffer.Return(answer);
        else if (!_queue.TryPost(new OutgoingMessage(answer))) ((ISubscriptionSink)this).Overflow();
    }

    private async Task<bool> WriteAsync()
    {
        var saidFarewell = await new MessageWriter(_socket, _queue, Limits).RunAsync(() => _farewell, _giveUp.Token);
        if (saidFarewell) return true;
        End(Farewell.Fault);
        _queue.Drop();
        // Also wakes the reader, which waits for a client that will not come back.
        _socket.Abort();
        return false;
    }

    private void End(IncomingMessage found)
    {
        switch (found)
        {
            case IncomingMessage.Binary: End(Farewell.Binary); break;
            case IncomingMessage.NoText: End(Farewell.NoText); break;
            case IncomingMessage.TooLarge:
                RpcInstruments.CountRefusal("body");
                End(Farewell.TooLarge(Limits.BodyBytes));
                break;
            case IncomingMessage.Close: End(Farewell.Answering); break;
            case IncomingMessage.Broken or IncomingMessage.Late: End(Farewell.Fault); break;
        }
    }

    // The first reason wins. From here on the client has CloseTimeout to take what is still sent and to answer the close frame.
    private void End(Farewell farewell)
    {
        lock (_ending)
        {
            if (_farewell is not null) return;
            _farewell = farewell;
            _queue.Complete();
            _giveUp.CancelAfter(Limits.CloseTimeout);
            _ = _closed.CancelAsync();
        }
    }
}
