using System.Collections.Concurrent;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Limits;

/// <summary>
/// Connections that are open, in all and by address; an address without one is not remembered. A connection of HTTP/2 counts once more for each WebSocket
/// on it.
/// </summary>
internal sealed class ConnectionCount(RpcLimits limits)
{
    private readonly ConcurrentDictionary<CallerNetwork, int> _byAddress = [];
    private int _all;

    /// <summary>Counts a connection, or says which limit is reached.</summary>
    /// <param name="from">Null for one that counts in all alone.</param>
    /// <param name="reason">The limit with its number.</param>
    public string? TryEnter(CallerNetwork? from, out string? reason)
    {
        reason = null;
        if (Interlocked.Increment(ref _all) > limits.Connections)
        {
            Interlocked.Decrement(ref _all);
            reason = $"{limits.Connections} connections are open, which is the limit";
            return "connections";
        }

        if (from is not { } address || _byAddress.AddOrUpdate(address, 1, static (_, count) => count + 1) <= limits.ConnectionsByAddress) return null;
        Leave(from);
        reason = $"{limits.ConnectionsByAddress} connections from this address are open, which is the limit";
        return "connections_by_address";
    }

    public void Leave(CallerNetwork? from)
    {
        Interlocked.Decrement(ref _all);
        if (from is { } address && _byAddress.AddOrUpdate(address, 0, static (_, count) => count - 1) == 0) _byAddress.TryRemove(new(address, 0));
    }
}
