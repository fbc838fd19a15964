using System.Threading.Channels;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.WebSockets;

/// <summary>
/// What waits for one client, bounded in messages and bytes. Whoever posts never waits; the reader of the connection does, so that a client
/// that asks faster than it listens is asked to slow down by TCP instead of being thrown out.
/// </summary>
internal sealed class OutgoingQueue(RpcLimits limits)
{
    private readonly Channel<OutgoingMessage> _channel = Channel.CreateUnbounded<OutgoingMessage>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly Lock _gate = new();
    private TaskCompletionSource? _room;
    private int _messages;
    private long _bytes;
    private bool _isComplete;

    // What may be left out fills three quarters of the queue at most, since answers must find room: the client waits for them.
    private int MostMessages(bool mayLag) => mayLag ? limits.QueuedMessages * 3 / 4 : limits.QueuedMessages;

    private long MostBytes(bool mayLag) => mayLag ? limits.QueuedBytes * 3L / 4 : limits.QueuedBytes;

    private bool IsHalfFull => _messages > limits.QueuedMessages / 2 || _bytes > limits.QueuedBytes / 2;

    /// <summary>Takes the message over, also where it is not queued.</summary>
    /// <returns>False when the message does not fit. True when it is queued, or dropped because the connection ends anyway.</returns>
    public bool TryPost(OutgoingMessage message)
    {
        var length = message.Length;
        lock (_gate)
        {
            var fits = _messages < MostMessages(message.MayLag) && (_messages == 0 || _bytes + length <= MostBytes(message.MayLag));
            if (fits && !_isComplete)
            {
                _messages++;
                _bytes += length;
                RpcInstruments.OutgoingMessages.Add(1);
                _channel.Writer.TryWrite(message);
                return true;
            }

            message.Release();
            return _isComplete;
        }
    }

    /// <summary>Completes once at most half of what may wait does wait, so many bytes more included; or nothing waits.</summary>
    public async ValueTask WaitForRoomAsync(int bytes = 0)
    {
        while (RoomFor(bytes) is { IsCompleted: false } room) await room;
    }

    private Task RoomFor(int bytes)
    {
        lock (_gate)
        {
            var isRoom = _messages == 0 || (!IsHalfFull && (bytes == 0 || _bytes + bytes <= limits.QueuedBytes / 2));
            if (isRoom || _isComplete) return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>Takes no more messages. What waits can still be read.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            _channel.Writer.TryComplete();
            LetReaderGo();
        }
    }

    public ValueTask<bool> WaitToReadAsync() => _channel.Reader.WaitToReadAsync();

    public bool TryRead(out OutgoingMessage message) => _channel.Reader.TryRead(out message);

    /// <summary>The message left the queue: it was sent, or dropped.</summary>
    public void Settle(OutgoingMessage message)
    {
        lock (_gate)
        {
            _messages--;
            _bytes -= message.Length;
            RpcInstruments.OutgoingMessages.Add(-1);
            if (!IsHalfFull) LetReaderGo();
        }

        message.Release();
    }

    /// <summary>Forgets what still waits, once the queue is complete and nobody reads it.</summary>
    public void Drop()
    {
        while (TryRead(out var message)) Settle(message);
    }

    private void LetReaderGo()
    {
        _room?.TrySetResult();
        _room = null;
    }
}
