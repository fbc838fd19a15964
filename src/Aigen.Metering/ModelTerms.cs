using Aigen.Chain;

namespace Aigen.Metering;

/// <summary>Who may use which model: the lowest tier of each, Free where nothing is said.</summary>
public sealed class ModelTerms(IReadOnlyDictionary<string, Tier> minimumTiers)
{
    public Tier MinimumTier(string modelId) => minimumTiers.GetValueOrDefault(modelId, Tier.Free);
}
