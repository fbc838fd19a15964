using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>Registers a release of a model: the first of its model is active at once, a later one is an upgrade that waits for a decision.</summary>
/// <param name="TotalSize">Bytes of all shards.</param>
/// <param name="Shards">The SHA-256 of each shard.</param>
/// <param name="MinimumTier">The name of the lowest tier that includes it; empty for none.</param>
public sealed record ReleaseOrder(
    long Timestamp, string ModelId, string Version, string Name, ulong TotalSize, IReadOnlyList<Hash256> Shards, bool IsCore, string MinimumTier,
    bool IsExperimental, Signature Signature) : DatedOrder(Timestamp, Signature)
{
    internal const byte Kind = 3;

    /// <summary>The release's own id, under which it is decided and voted on.</summary>
    public string Id => $"{ModelId}@{Version}";

    public override byte[] MessageToSign(uint networkMagic) => System.Text.Encoding.UTF8.GetBytes(
        $"init_model:{networkMagic}:{Timestamp}:{ModelId}:{Version}:{TotalSize}:{Shards.Count}:{Shards.Count}:{Text(IsCore)}:{MinimumTier}:"
        + $"{Text(IsExperimental)}:{Name}:{string.Join(':', Shards.Select(shard => Convert.ToHexStringLower(shard.Bytes)))}");

    public override void WriteTo(WireWriter writer) => writer.Byte(Kind).Int64(Timestamp).Text(ModelId).Text(Version).Text(Name).UInt64(TotalSize)
        .List(Shards, static (w, shard) => w.Raw(shard.Bytes)).Flag(IsCore).Text(MinimumTier).Flag(IsExperimental).Raw(Signature.Bytes);

    internal static ReleaseOrder ReadBody(ref WireReader reader) => new(
        reader.Int64(), reader.Text(), reader.Text(), reader.Text(), reader.UInt64(), reader.List(static (ref WireReader r) => r.Hash()), reader.Flag(),
        reader.Text(), reader.Flag(), reader.Signature());

    // As JSON and most languages write it; .NET's own text begins with a capital.
    private static string Text(bool flag) => flag ? "true" : "false";
}
