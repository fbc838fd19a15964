using Aigen.Chain;

namespace Aigen.Metering;

/// <summary>
/// Who may use which model: the lowest tier that its active release names; the operator's where that names none; Free where nothing is said.
/// </summary>
/// <param name="minimumTiers">The operator's.</param>
/// <param name="releases">What the chain says.</param>
public sealed class ModelTerms(IReadOnlyDictionary<string, Tier> minimumTiers, ActiveReleases releases)
{
    public Tier MinimumTier(string modelId) => releases.Find(modelId)?.MinimumTier ?? minimumTiers.GetValueOrDefault(modelId, Tier.Free);
}
