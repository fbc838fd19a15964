using System.Buffers.Text;
using System.Diagnostics;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;

namespace Aigen.Rpc.WebSockets;

/// <summary>
/// A message that waits for its client: either a finished answer, or an event of a subscription, which is put into its frame only when it
/// is sent, so that a thousand subscribers keep one copy of it.
/// </summary>
internal readonly struct OutgoingMessage
{
    private readonly PooledBuffer? _answer;
    private readonly Subscription? _subscription;
    private readonly Notice? _notice;
    private readonly ulong _sequence;

    /// <summary>Takes the buffer over.</summary>
    public OutgoingMessage(PooledBuffer answer) => _answer = answer;

    public OutgoingMessage(Subscription subscription, Notice notice, ulong sequence)
    {
        _subscription = subscription;
        _notice = notice;
        _sequence = sequence;
    }

    /// <summary>Whether it is left out, rather than its client disconnected, where it does not fit.</summary>
    public bool MayLag => _subscription is { WhenSlow: SlowSubscriber.Lag };

    public int Length => _answer?.Length
        ?? _subscription!.Head.Length + _notice!.Result.Length + SequenceName.Length + DigitsOf(_sequence) + _notice.Tail.Length;

    private static ReadOnlySpan<byte> SequenceName => ",\"sequence\":"u8;

    /// <summary>What comes before the body, of an event.</summary>
    public ReadOnlyMemory<byte> Head => _subscription?.Head ?? default;

    /// <summary>The answer, or what an event is to everybody who gets it.</summary>
    public ReadOnlyMemory<byte> Body => _answer?.Written ?? _notice!.Result;

    /// <summary>Writes what comes behind the body, of an event.</summary>
    public void AppendTail(PooledBuffer scratch)
    {
        if (_answer is not null) return;
        scratch.Append(SequenceName);
        var isWritten = Utf8Formatter.TryFormat(_sequence, scratch.GetSpan(DigitsOf(ulong.MaxValue)), out var digits);
        Debug.Assert(isWritten);
        scratch.Advance(digits);
        scratch.Append(_notice!.Tail.Span);
    }

    public void Release()
    {
        if (_answer is not null) PooledBuffer.Return(_answer);
    }

    private static int DigitsOf(ulong number)
    {
        var digits = 1;
        for (; number >= 10; number /= 10) digits++;
        return digits;
    }
}
