using Aigen.Metering;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>Calls that a wallet signs one by one, counted against what the wallet may ask a second.</summary>
internal static class SignedCalls
{
    public static WalletAdmission AdmissionTo(RpcCall call) => wallet =>
        call.Admit(wallet) is { IsAllowed: false } verdict ? new TooManyCalls(wallet, verdict.Limit, verdict.RetryAfter) : null;
}
