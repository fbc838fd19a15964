using Aigen.Chain;

namespace Aigen.Metering;

/// <summary>What a request needs of its payer.</summary>
/// <param name="MaxTokens">As asked for; null where the client leaves it to us.</param>
internal sealed record Demand(string Model, Tier MinimumTier, int PromptTokens, int? MaxTokens, int ModelContext);
