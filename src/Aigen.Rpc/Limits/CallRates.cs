using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Limits;

/// <summary>How many calls a second an address, and the wallet of an access token, may make.</summary>
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
        if (verdict is { IsAllowed: false } tooMany) return ProtocolErrors.TooManyCallsASecond("calls_by_address", "this address", tooMany);
        if (_byWallet is null || caller.BearerToken is not { } token || _walletOf?.Invoke(token) is not { } wallet) return null;

        var ofWallet = _byWallet.Take(wallet);
        if (verdict is null || ofWallet.Remaining <= verdict.Value.Remaining) verdict = ofWallet;
        return ofWallet.IsAllowed ? null : ProtocolErrors.TooManyCallsASecond("calls_by_wallet", $"wallet {wallet}", ofWallet);
    }
}
