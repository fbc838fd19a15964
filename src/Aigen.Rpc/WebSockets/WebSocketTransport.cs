using System.Runtime.CompilerServices;

namespace Aigen.Rpc.WebSockets;

/// <summary>
/// The bytes under a WebSocket. The WebSocket of .NET gives its transport up as soon as a frame breaks the protocol, with the client's bytes unread
/// behind its own close frame: closing the connection then resets it, and the client may never see why. So the transport stays open until what the
/// client still says is read.
/// </summary>
internal sealed class WebSocketTransport(Stream inner) : Stream
{
    private readonly FrameTrail _trail = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isDraining;
    private int _busy;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A read or a write waits for the client: nothing but breaking the connection ends it.</summary>
    public bool IsBusy => Volatile.Read(ref _busy) > 0;

    /// <summary>The client's close frame has come.</summary>
    public bool HasEnded => _trail.HasEnded;

    /// <summary>
    /// Reads and forgets until the client's close frame has come, or the client is gone. Whatever else would read from here on waits: a ping that is due has
    /// the WebSocket look for the answer by itself.
    /// </summary>
    public async ValueTask DrainAsync(CancellationToken giveUp)
    {
        _isDraining = true;
        try
        {
            var scratch = new byte[1024];
            while (!_trail.HasEnded && await inner.ReadAsync(scratch, giveUp) is > 0 and var count) _trail.Follow(scratch.AsSpan(0, count));
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It went without a word, or stays too long.
        }
        finally
        {
            _drained.TrySetResult();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isDraining)
        {
            await _drained.Task.WaitAsync(cancellationToken);
            return 0;
        }

        Interlocked.Increment(ref _busy);
        try
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            _trail.Follow(buffer.Span[..count]);
            return count;
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var writing = inner.WriteAsync(buffer, cancellationToken);
        return writing.IsCompletedSuccessfully ? ValueTask.CompletedTask : FinishAsync(writing);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FinishAsync(ValueTask writing)
    {
        Interlocked.Increment(ref _busy);
        try
        {
            await writing;
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
        }
    }
}
