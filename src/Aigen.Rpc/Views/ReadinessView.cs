using System.Text.Json;
using System.Text.Json.Serialization;
using Aigen.Rpc.Methods;

namespace Aigen.Rpc.Views;

/// <param name="Status">ready or not_ready.</param>
/// <param name="Reasons">Why it is not ready, one sentence each.</param>
public sealed record ReadinessView(string Status, IReadOnlyList<string> Reasons)
{
    [JsonIgnore]
    public bool IsReady => Reasons.Count == 0;

    /// <summary>Whether the node can do all of its work: write blocks, and answer with a model.</summary>
    public static ReadinessView Of(NodeServices node)
    {
        var reasons = new List<string>();
        if (node.Chain.Problem is { } writing) reasons.Add($"blocks cannot be written: {writing}");
        if (node.Models.Resident == 0) reasons.Add("no model is loaded");
        else if (node.Models.Problem is { } model) reasons.Add(model);
        return new ReadinessView(reasons.Count == 0 ? "ready" : "not_ready", reasons);
    }

    public string ToJson() => JsonSerializer.Serialize(this, ViewJson.Default.ReadinessView);
}
