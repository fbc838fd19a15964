using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Methods;

namespace Aigen.Rpc.Events;

/// <summary>What <c>subscribeEvents</c> is asked for.</summary>
/// <param name="Addresses">Null for everybody's.</param>
internal sealed record EventFilter(EventTopics Topics, IReadOnlySet<Address>? Addresses)
{
    // 64 subscriptions of a connection with as many each are 16,384 wallets, more than any one client watches, in about a megabyte.
    private const int MostAddresses = 256;

    private static readonly string[] Names = ["block", "transaction", "receipt", "quota", "governance"];

    public static EventFilter Read(RpcParameters parameters)
    {
        var topics = EventTopics.None;
        foreach (var name in parameters.OptionalArray("events", 1, Names.Length) ?? [])
        {
            topics |= (EventTopics)(1 << name.AsChoice(Names));
        }

        var addresses = parameters.OptionalArray("addresses", 1, MostAddresses)?.Select(static field => field.AsAddress()).ToHashSet();
        return new EventFilter(topics == EventTopics.None ? EventTopics.All : topics, addresses);
    }
}
