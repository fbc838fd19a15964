using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

public enum ReleaseStatus : byte
{
    Pending = 0,
    Approved = 1,
    Rejected = 2,
}

/// <summary>A release of a model as the CEO registered it, and what was decided of it.</summary>
/// <param name="TotalSize">Bytes of all shards.</param>
/// <param name="Shards">The SHA-256 of each shard.</param>
/// <param name="MinimumTier">The lowest tier that includes it; null where the release says nothing of it.</param>
/// <param name="RegisteredAt">Unix seconds of the block that brought it.</param>
/// <param name="DecidedAt">Unix seconds of the block with the decision, 0 while pending.</param>
/// <param name="Reason">Why it was rejected; empty where it was not.</param>
public sealed record ModelRelease(
    string ModelId, string Version, string Name, ulong TotalSize, IReadOnlyList<Hash256> Shards, bool IsCore, Tier? MinimumTier, bool IsExperimental,
    ReleaseStatus Status, long RegisteredAt, long DecidedAt, string Reason)
{
    private const char Separator = '@';

    // What no tier has as its number.
    private const byte NoTier = byte.MaxValue;

    public string Id => IdOf(ModelId, Version);

    /// <summary>Whether a node's file is this release: nodes run models of one file.</summary>
    /// <param name="sha256">The file's, 64 lower-case hex digits.</param>
    public bool IsFile(string sha256) => Shards is [var only] && Convert.ToHexStringLower(only.Bytes) == sha256;

    /// <summary><c>MODEL@VERSION</c>, both as a proposal's id, and together as long as that may be.</summary>
    public static bool IsValidId(string id) =>
        id.Length <= Proposal.MaxIdLength && id.Split(Separator) is [var model, var version] && Proposal.IsValidId(model) && Proposal.IsValidId(version);

    public static string IdOf(string modelId, string version) => $"{modelId}{Separator}{version}";

    public static ModelRelease? Load(IStateReader state, string id)
    {
        if (!IsValidId(id) || state.Get(StateKey.Release(id)) is not { } bytes)
        {
            return null;
        }

        var parts = id.Split(Separator);
        var reader = new WireReader(bytes);
        return new ModelRelease(
            parts[0], parts[1], reader.Text(), reader.UInt64(), reader.List(static (ref WireReader r) => r.Hash()), reader.Flag(),
            reader.Byte() is var tier && tier == NoTier ? null : (Tier)tier, reader.Flag(), reader.Choice<ReleaseStatus>(), reader.Int64(), reader.Int64(),
            reader.Text());
    }

    internal void Save(StateOverlay state) => state.Put(
        StateKey.Release(Id),
        new WireWriter().Text(Name).UInt64(TotalSize).List(Shards, static (w, shard) => w.Raw(shard.Bytes)).Flag(IsCore)
            .Byte(MinimumTier is { } tier ? (byte)tier : NoTier).Flag(IsExperimental).Byte((byte)Status).Int64(RegisteredAt).Int64(DecidedAt).Text(Reason)
            .ToArray());
}
