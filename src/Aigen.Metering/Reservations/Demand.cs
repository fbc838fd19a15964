using Aigen.Chain;

namespace Aigen.Metering;

/// <summary>What a request needs of its payer.</summary>
/// <param name="MaxTokens">As asked for; null where the client leaves it to us.</param>
internal sealed record Demand(string Model, Tier MinimumTier, int PromptTokens, int? MaxTokens, int ModelContext)
{
    /// <summary>Tokens of the longest text, where there are several and no answer is written; null for a completion.</summary>
    public int? LongestText { get; private init; }

    /// <summary>
    /// The least that a payer must be good for. The published terms: an answer of n tokens needs the price of n tokens; and a prompt is paid for
    /// with one token of answer at least.
    /// </summary>
    public ulong LeastTokens => LongestText is null ? Math.Max((ulong)(MaxTokens ?? 1), (ulong)PromptTokens + 1) : (ulong)PromptTokens;

    /// <summary>Texts of which each must fit into a context, and all are paid for.</summary>
    public static Demand OfTexts(string model, Tier minimumTier, int tokens, int longest, int modelContext) =>
        new(model, minimumTier, tokens, 0, modelContext) { LongestText = longest };
}
