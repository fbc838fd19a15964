using System.Net.Sockets;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Fuzz;

/// <summary>A TCP connection to a node, with what came and was not read yet.</summary>
internal sealed class Wire : IDisposable
{
    /// <summary>How long a node may be silent that has something to answer: submitAndWait alone may take 60 s, and the machine is busy.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60) + Patience.Limit;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[1 << 14];
    private int _start;
    private int _end;

    public ReadOnlyMemory<byte> Unread => _buffer.AsMemory(_start, _end - _start);

    public static async Task<Wire> ConnectAsync(Uri node)
    {
        var wire = new Wire();
        await wire._socket.ConnectAsync(node.Host, node.Port).Soon();
        return wire;
    }

    /// <summary>Sends everything, or as much as the node takes before it hangs up.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _socket.SendAsync(bytes).AsTask().WaitAsync(Silence);
        }
        catch (SocketException)
        {
            // What came before it tells why.
        }
    }

    /// <summary>Tells the node that nothing more will come: what is cut short is to be given up, not waited for.</summary>
    public void EndSending()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // It has hung up already.
        }
    }

    /// <summary>Reads some more; false at the end.</summary>
    public async Task<bool> FillAsync()
    {
        MakeRoom();
        try
        {
            var receiving = _socket.ReceiveAsync(_buffer.AsMemory(_end));
            var count = receiving.IsCompletedSuccessfully ? receiving.Result : await receiving.AsTask().WaitAsync(Silence);
            _end += count;
            return count > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The next bytes, for as long as nothing else is read; null where the node hangs up before they are there.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(int count)
    {
        while (_end - _start < count)
        {
            if (!await FillAsync()) return null;
        }

        var read = Unread[..count];
        _start += count;
        return read;
    }

    /// <summary>The next bytes up to some that end them, those included.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadUntilAsync(byte[] mark)
    {
        while (true)
        {
            var at = Unread.Span.IndexOf(mark);
            if (at >= 0) return await ReadAsync(at + mark.Length);
            if (!await FillAsync()) return null;
        }
    }

    /// <summary>Everything until the node hangs up.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadToEndAsync()
    {
        while (await FillAsync())
        {
        }

        var rest = Unread;
        _start = _end;
        return rest;
    }

    /// <summary>Resets the connection: a port that waits for stragglers would soon be missing.</summary>
    public void Dispose()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    private void MakeRoom()
    {
        if (_start == _end) (_start, _end) = (0, 0);
        if (_end < _buffer.Length) return;
        var grown = _start == 0 ? new byte[_buffer.Length * 2] : new byte[_buffer.Length];
        Unread.CopyTo(grown);
        (_buffer, _start, _end) = (grown, 0, _end - _start);
    }
}
