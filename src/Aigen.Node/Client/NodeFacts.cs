using System.Text.Json;
using Aigen.Primitives;

namespace Aigen.Node.Client;

/// <summary>What a client must know of a node to sign for its network.</summary>
internal sealed record NodeFacts(
    string Network, bool IsDevelopment, uint NetworkMagic, ulong ChainId, string CeoWallet, ulong MinimumBaseFee, PublicKey NodeKey,
    IReadOnlyList<string> Models)
{
    /// <summary>The model for requests that name none.</summary>
    public string DefaultModel => Models is [var first, ..] ? first : throw new ClientException("the node has no model");

    public static NodeFacts Of(JsonElement nodeInfo) => new(
        nodeInfo.Text("network"), nodeInfo.Flag("development"), (uint)nodeInfo.UInt64("network_magic"), nodeInfo.UInt64("chain_id"),
        nodeInfo.Text("ceo_wallet"), nodeInfo.UInt64("minimum_base_fee"), PublicKey.Parse(nodeInfo.Text("node_public_key")),
        [.. nodeInfo.List("models").Select(model => model.ToString())]);
}
