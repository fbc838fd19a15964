using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Limits;

/// <summary>How many calls a second an address, and the wallet that a call is proven to be of, may make.</summary>
internal sealed class CallRates
{
    private readonly RateBuckets<CallerNetwork>? _byAddress;
    private readonly RateBuckets<Address>? _byWallet;
    private readonly Func<string, Address?>? _walletOf;

    private CallRates(RpcLimits limits, Func<string, Address?>? walletOf, TimeProvider time)
    {
        _byAddress = limits.CallsByAddress > 0 ? new RateBuckets<CallerNetwork>(limits.CallsByAddress, time) : null;
        _byWallet = limits.CallsByWallet > 0 ? new RateBuckets<Address>(limits.CallsByWallet, time) : null;
        _walletOf = walletOf;
    }

    /// <summary>Null where nobody is limited, so that nobody pays for it.</summary>
    public static CallRates? Of(RpcLimits limits, Func<string, Address?>? walletOf, TimeProvider time) =>
        limits is { CallsByAddress: 0, CallsByWallet: 0 } ? null : new CallRates(limits, walletOf, time);

    /// <summary>Counts a call; what is closest to its limit speaks.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="verdict">What to tell the caller.</param>
    /// <returns>The refusal, or null.</returns>
    public RpcError? Take(RpcCaller caller, out RateVerdict? verdict)
    {
        verdict = _byAddress?.Take(CallerNetwork.Of(caller.RemoteAddress));
        if (verdict is { IsAllowed: false } tooMany) return ProtocolErrors.TooManyCallsASecond("calls_by_address", "this address", tooMany.Limit, tooMany.RetryAfter);
        if (_byWallet is null || TokenWallet(caller) is not { } wallet) return null;

        var ofWallet = _byWallet.Take(wallet);
        verdict = Closer(verdict, ofWallet);
        return ofWallet.IsAllowed ? null : ProtocolErrors.TooManyCallsASecond("calls_by_wallet", $"wallet {wallet}", ofWallet.Limit, ofWallet.RetryAfter);
    }

    /// <summary>Counts a call that its wallet has signed, unless it came with a token of the same wallet and is counted.</summary>
    /// <returns>What is said to the wallet; null where nothing is.</returns>
    public RateVerdict? TakeSigned(RpcCaller caller, Address wallet) =>
        _byWallet is null || TokenWallet(caller) == wallet ? null : _byWallet.Take(wallet);

    /// <summary>The one to tell: what has least left.</summary>
    public static RateVerdict Closer(RateVerdict? first, RateVerdict second) =>
        first is { } other && other.Remaining < second.Remaining ? other : second;

    private Address? TokenWallet(RpcCaller caller) => caller.BearerToken is { } token ? _walletOf?.Invoke(token) : null;
}
