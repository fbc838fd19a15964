using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;

namespace Aigen.Rpc.JsonRpc;

/// <summary>A growing buffer over a pooled array; both the messages that come in and the answers that go out are gathered in one.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>
{
    private const int SmallestArray = 4096;

    // Enough for every core to have a few on the way; more are left to the garbage collector.
    private const int MostIdle = 256;
    private static readonly ConcurrentQueue<PooledBuffer> Idle = new();
    private static int _idleCount;

    // The one that this thread gave back last: most are rented and given back by one thread, which then needs no lock.
    [ThreadStatic]
    private static PooledBuffer? _own;

    private byte[] _array = [];

    private PooledBuffer()
    {
    }

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, Length);

    public static PooledBuffer Rent()
    {
        if (_own is { } own)
        {
            _own = null;
            return own;
        }

        if (!Idle.TryDequeue(out var buffer)) return new PooledBuffer();
        Interlocked.Decrement(ref _idleCount);
        return buffer;
    }

    /// <summary>Gives the buffer back. Nothing that was taken from <see cref="Written"/> may be used afterwards.</summary>
    public static void Return(PooledBuffer buffer)
    {
        buffer.Length = 0;
        if (buffer._array.Length > SmallestArray) buffer.ReturnArray();
        if (_own is null) _own = buffer;
        else if (Interlocked.Increment(ref _idleCount) <= MostIdle) Idle.Enqueue(buffer);
        else Interlocked.Decrement(ref _idleCount);
    }

    public void Advance(int count)
    {
        Debug.Assert(count >= 0 && count <= _array.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _array.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _array.AsSpan(Length);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Takes back what was written beyond <paramref name="length"/>.</summary>
    public void Truncate(int length)
    {
        Debug.Assert(length <= Length);
        Length = length;
    }

    private void EnsureRoom(int sizeHint)
    {
        var needed = checked(Length + Math.Max(sizeHint, 1));
        if (needed <= _array.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(SmallestArray, (int)Math.Min(Math.Max(needed, 2L * Length), Array.MaxLength)));
        Written.Span.CopyTo(larger);
        ReturnArray();
        _array = larger;
    }

    private void ReturnArray()
    {
        if (_array.Length > 0) ArrayPool<byte>.Shared.Return(_array);
        _array = [];
    }
}
