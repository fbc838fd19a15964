using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;

namespace Aigen.Rpc.WebSockets;

/// <summary>
/// A message that waits for its client: either a finished answer, or a result of a subscription, which is put into its frame only when it
/// is sent, so that a thousand subscribers keep one copy of it.
/// </summary>
internal readonly struct OutgoingMessage
{
    private readonly PooledBuffer? _answer;
    private readonly Subscription? _subscription;
    private readonly ReadOnlyMemory<byte> _result;

    /// <summary>Takes the buffer over.</summary>
    public OutgoingMessage(PooledBuffer answer) => _answer = answer;

    public OutgoingMessage(Subscription subscription, ReadOnlyMemory<byte> result)
    {
        _subscription = subscription;
        _result = result;
    }

    public int Length => _answer?.Length ?? _subscription!.Head.Length + _result.Length + Subscription.Tail.Length;

    /// <summary>The bytes of the frame; <paramref name="scratch"/> holds them where they have to be put together.</summary>
    public ReadOnlyMemory<byte> Frame(PooledBuffer scratch)
    {
        if (_answer is not null) return _answer.Written;
        scratch.Truncate(0);
        scratch.Append(_subscription!.Head.Span);
        scratch.Append(_result.Span);
        scratch.Append(Subscription.Tail);
        return scratch.Written;
    }

    public void Release()
    {
        if (_answer is not null) PooledBuffer.Return(_answer);
    }
}
