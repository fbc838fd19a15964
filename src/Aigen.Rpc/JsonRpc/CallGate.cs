namespace Aigen.Rpc.JsonRpc;

/// <summary>Counts the calls that are in flight on one connection.</summary>
internal sealed class CallGate(int limit)
{
    private int _inFlight;

    public int Limit => limit;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inFlight) <= limit) return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _inFlight);
}
