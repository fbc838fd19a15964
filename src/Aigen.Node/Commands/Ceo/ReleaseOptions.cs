using System.CommandLine;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Node.Client;
using Aigen.Node.Store;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary>A release as the command line says it: of its files, or of their hashes where they are elsewhere.</summary>
internal static class ReleaseOptions
{
    private static readonly Option<string> ModelId = new("--model-id")
    {
        Description = "The model's id: letters, digits, dots, dashes and underscores; with the version at most 63.",
        HelpName = "ID",
        Required = true,
    };

    private static readonly Option<string> Version = new("--model-version") { Description = "The release's version, such as 1.0.0.", HelpName = "VERSION", Required = true };

    private static readonly Option<string?> Name = new("--name") { Description = "The model's name for people. [default: its id]", HelpName = "TEXT" };

    private static readonly Option<string[]> Files = new("--file") { Description = "A shard, to take hash and size from; repeat it in their order.", HelpName = "FILE" };

    private static readonly Option<string[]> Hashes = new("--hash") { Description = "A shard's SHA-256 in hex, instead of --file; repeat it in their order.", HelpName = "HASH" };

    private static readonly Option<ulong?> TotalSize = Values.Optional("--total-size", "Bytes of all shards, with --hash.", 1UL, ulong.MaxValue);

    private static readonly Option<bool> IsCore = new("--core") { Description = "Every node should have it." };

    private static readonly Option<bool> IsExperimental = new("--experimental") { Description = "It is a trial." };

    private static readonly Option<string?> MinimumTier = new("--minimum-tier")
    {
        Description = "The lowest tier whose quota may be spent on it: free, basic, pro or unlimited. [default: what each operator says]",
        HelpName = "TIER",
    };

    public static Symbol[] All { get; } = [ModelId, Version, Name, Files, Hashes, TotalSize, IsCore, IsExperimental, MinimumTier];

    static ReleaseOptions() => MinimumTier.AcceptOnlyFromAmong([.. TierTable.All.Select(tier => tier.Name())]);

    public static async Task<UnsignedMessage> PrepareAsync(ClientRun run, long timestamp)
    {
        var (shards, size) = await ShardsAsync(run);
        var order = new ReleaseOrder(
            timestamp, run.Get(ModelId)!, run.Get(Version)!, run.Get(Name) ?? run.Get(ModelId)!, size, shards, run.Get(IsCore), run.Get(MinimumTier) ?? "",
            run.Get(IsExperimental), default);
        var fields = new JsonObject
        {
            ["model_id"] = order.ModelId,
            ["version"] = order.Version,
            ["name"] = order.Name,
            ["total_size"] = order.TotalSize,
            ["shard_count"] = shards.Count,
            ["hashes"] = new JsonArray([.. shards.Select(shard => (JsonNode)shard.ToString())]),
            ["is_core"] = order.IsCore,
            ["minimum_tier"] = run.Get(MinimumTier),
            ["is_experimental"] = order.IsExperimental,
        };
        return new UnsignedMessage(fields, order.MessageToSign);
    }

    private static Task<(IReadOnlyList<Hash256> Shards, ulong Size)> ShardsAsync(ClientRun run) => (run.Get(Files), run.Get(Hashes), run.Get(TotalSize)) switch
    {
        ({ Length: > 0 } files, null or [], null) => ReadAsync(files, run.Cancelled),
        (null or [], { Length: > 0 } hashes, { } size) => Task.FromResult(((IReadOnlyList<Hash256>)[.. hashes.Select(Parse)], size)),
        _ => throw new ClientException("say --file for each shard, or --hash for each and --total-size"),
    };

    private static async Task<(IReadOnlyList<Hash256> Shards, ulong Size)> ReadAsync(string[] files, CancellationToken cancelled)
    {
        var (shards, size) = (new List<Hash256>(), 0UL);
        foreach (var file in files)
        {
            try
            {
                shards.Add(Parse(await FileHash.ComputeAsync(file, static _ => { }, cancelled)));
                size += (ulong)new FileInfo(file).Length;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ClientException($"--file {file}: {e.Message}");
            }
        }

        return (shards, size);
    }

    private static Hash256 Parse(string text) =>
        Hash256.TryParse(text, out var hash) ? hash : throw new ClientException($"--hash is '{text}', expected 32 bytes in hex");
}
