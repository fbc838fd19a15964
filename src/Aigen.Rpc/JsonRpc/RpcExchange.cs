using Aigen.Primitives;
using Aigen.Rpc.Limits;
using Aigen.Rpc.Subscriptions;
using Microsoft.Extensions.Logging;

namespace Aigen.Rpc.JsonRpc;

/// <summary>One message from a client on its way through the dispatcher: one call or one batch of calls.</summary>
internal class RpcExchange(RpcCaller caller, CancellationToken aborted, IRpcConnection? connection = null, CallGate? gate = null)
{
    private List<Subscription>? _held;

    public RpcCaller Caller { get; } = caller;

    public virtual CancellationToken Aborted => aborted;

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

    /// <summary>Has the lines of the log tell of which message they are; null where they do already.</summary>
    public virtual IDisposable? BeginScope(ILogger log) => null;

    public void Hold(Subscription subscription) => (_held ??= []).Add(subscription);

    /// <summary>Lets the notifications go, once the answer that names their subscriptions is queued before them.</summary>
    public void ReleaseSubscriptions()
    {
        foreach (var subscription in _held ?? []) subscription.Release();
    }
}
