using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Node.Hosting;

/// <summary>snapshot.json: what a snapshot is of, for people and for the check when it is restored.</summary>
internal static class SnapshotFile
{
    public const string Name = "snapshot.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Time(SignedHeader head) => DateTimeOffset.FromUnixTimeSeconds(head.Header.Timestamp).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static void Write(string folder, ChainSpec spec, SignedHeader head)
    {
        var facts = new JsonObject
        {
            ["network"] = spec.Network,
            ["genesis"] = spec.Hash.ToString(),
            ["height"] = head.Height,
            ["head"] = head.Hash.ToString(),
            ["state_root"] = head.Header.StateRoot.ToString(),
            ["time"] = Time(head),
        };
        FinishedFile.Write(Path.Combine(folder, Name), stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true);
            text.Write(facts.ToJsonString(Indented) + "\n");
        });
    }

    /// <summary>The hash of the head that a snapshot was taken with.</summary>
    /// <exception cref="NodeStartException">It is no snapshot, or of another network.</exception>
    public static string ReadHead(string folder, ChainSpec spec)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            var facts = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
            var genesis = facts.GetProperty("genesis").GetString();
            return genesis == spec.Hash.ToString()
                ? facts.GetProperty("head").GetString()!
                : throw new NodeStartException(
                    $"{folder} is of network {facts.GetProperty("network")} with genesis {genesis}, the genesis file's is {spec.Hash}: name its own with --genesis");
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new NodeStartException($"{folder} is no snapshot: {e.Message}");
        }
    }
}
