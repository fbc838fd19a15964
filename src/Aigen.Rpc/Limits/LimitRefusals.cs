using System.Diagnostics.Metrics;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Limits;

/// <summary>Counts who was refused by which limit: the counter <c>aigen.rpc.refusals</c> of the meter <c>Aigen.Rpc</c>, with the tag <c>limit</c>.</summary>
internal static class LimitRefusals
{
    private static readonly Counter<long> Refused = RpcInstruments.Meter.CreateCounter<long>(
        "aigen.rpc.refusals", "{refusal}", "Requests, calls and connections that were refused because a limit was reached, by the limit.");

    public static void Count(string limit) => Refused.Add(1, new KeyValuePair<string, object?>("limit", limit));
}
