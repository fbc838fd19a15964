using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>A release of a model.</summary>
internal static class ReleaseParameters
{
    public static readonly Parameter<string> ModelId = FieldType.String().Required(
        "model_id", $"Letters, digits, dots, dashes and underscores; with the version at most {Proposal.MaxIdLength - 1}.");

    public static readonly Parameter<string> Version = FieldType.String().Required("version", "Of the same characters, such as 1.0.0.");

    public static readonly Parameter<string> Name = FieldType.String(1, ReleaseLimits.NameLength).Required("name", "For people.");

    public static readonly Parameter<ulong> TotalSize = FieldType.UInt64(1).Required("total_size", "Bytes of all shards.");

    public static readonly Parameter<int> ShardCount = FieldType.Int32(1, ReleaseLimits.Shards).Required("shard_count", "As many as there are hashes.");

    public static readonly Parameter<IReadOnlyList<Hash256>> Hashes = new FieldType<IReadOnlyList<Hash256>>(
            $"a list of 1 to {ReleaseLimits.Shards} hashes of 32 bytes in hex", HashesSchema,
            static field => [.. field.AsArray(1, ReleaseLimits.Shards).Select(ChainTypes.Hash.Read)])
        .Required("hashes", "The SHA-256 of each shard, in their order.");

    public static readonly Parameter<bool> IsCore = FieldType.Boolean.Default("is_core", false, "Whether it is one that every node should have.");

    public static readonly Parameter<string?> MinimumTier = FieldType.Choice([.. TierTable.All.Select(tier => tier.Name())]).Optional(
        "minimum_tier", "The lowest tier whose quota may be spent on it.", "what each operator says");

    public static readonly Parameter<bool> IsExperimental = FieldType.Boolean.Default("is_experimental", false, "Whether it is a trial.");

    public static IReadOnlyList<Parameter> All { get; } =
    [
        ModelId, Version, Name, TotalSize, ShardCount, Hashes, IsCore, MinimumTier, IsExperimental, GovernanceParameters.Timestamp,
        GovernanceParameters.CeoSignature,
    ];

    public static ReleaseOrder Read(RpcCall call)
    {
        var (count, hashes) = (call.Get(ShardCount), call.Get(Hashes));
        if (count != hashes.Count)
        {
            throw new RpcException(RpcError.InvalidParameter(ShardCount.Name, $"{count}", $"{hashes.Count}, as many as there are hashes"));
        }

        return new ReleaseOrder(
            call.Get(GovernanceParameters.Timestamp), call.Get(ModelId), call.Get(Version), call.Get(Name), call.Get(TotalSize), hashes, call.Get(IsCore),
            call.Get(MinimumTier) ?? string.Empty, call.Get(IsExperimental), call.Get(GovernanceParameters.CeoSignature));
    }

    private static JsonObject HashesSchema() => new()
    {
        ["type"] = "array",
        ["items"] = ChainTypes.Hash.Schema(),
        ["minItems"] = 1,
        ["maxItems"] = ReleaseLimits.Shards,
    };
}
