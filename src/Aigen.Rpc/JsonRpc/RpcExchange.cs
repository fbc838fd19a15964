using Aigen.Primitives;
using Aigen.Rpc.Limits;
using Aigen.Rpc.Subscriptions;

namespace Aigen.Rpc.JsonRpc;

/// <summary>One message from a client on its way through the dispatcher: one call or one batch of calls.</summary>
internal sealed class RpcExchange(RpcCaller caller, CancellationToken aborted, IRpcConnection? connection = null, CallGate? gate = null)
{
    private List<Subscription>? _held;

    public RpcCaller Caller { get; } = caller;

    public CancellationToken Aborted { get; } = aborted;

    public IRpcConnection? Connection { get; } = connection;

    /// <summary>The calls in flight on the connection; null where the transport has one call at a time.</summary>
    public CallGate? Gate { get; } = gate;

    /// <summary>Counts calls a second; null where they are not limited.</summary>
    public CallRates? Rates { get; init; }

    /// <summary>What was said to the last call that was counted.</summary>
    public RateVerdict? Rate { get; private set; }

    /// <summary>Counts a call of this message; the refusal where it is one too many.</summary>
    public RpcError? Admit()
    {
        if (Rates is null) return null;
        var refusal = Rates.Take(Connection?.Caller ?? Caller, out var rate);
        Rate = rate;
        return refusal;
    }

    /// <summary>Counts a call of this message as its wallet's, whose signature is good; null where wallets are not limited.</summary>
    public RateVerdict? Admit(Address wallet)
    {
        if (Rates?.TakeSigned(Connection?.Caller ?? Caller, wallet) is not { } verdict) return null;
        Rate = verdict.IsAllowed ? CallRates.Closer(Rate, verdict) : verdict;
        return verdict;
    }

    public void Hold(Subscription subscription) => (_held ??= []).Add(subscription);

    /// <summary>Lets the notifications go, once the answer that names their subscriptions is queued before them.</summary>
    public void ReleaseSubscriptions()
    {
        foreach (var subscription in _held ?? []) subscription.Release();
    }
}
