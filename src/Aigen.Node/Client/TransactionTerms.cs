using System.Text;
using System.Text.Json.Nodes;
using Aigen.Primitives;

namespace Aigen.Node.Client;

/// <summary>What the person decides of a transaction; the rest is the network's and the wallet's.</summary>
internal sealed record TransactionTerms(Address Receiver, ulong Amount)
{
    public ulong PriorityFee { get; init; }

    public ulong BurnFee { get; init; }

    public byte[]? Payload { get; init; }

    /// <summary>Null for the wallet's next.</summary>
    public ulong? Nonce { get; init; }

    /// <summary>A call of one of the chain's modules: JSON in the payload, sent to the CEO wallet.</summary>
    public static TransactionTerms ModuleCall(NodeFacts network, ulong amount, JsonObject call) =>
        new(Address.Parse(network.CeoWallet), amount) { Payload = Encoding.UTF8.GetBytes(call.ToJsonString()) };
}
