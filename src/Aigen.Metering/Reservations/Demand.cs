using Aigen.Chain;

namespace Aigen.Metering;

/// <summary>What a request needs of its payer.</summary>
/// <param name="MaxTokens">Of each answer, as asked for; null where the client leaves it to us.</param>
/// <param name="Answers">How many answers, from 1. The prompt counts once.</param>
internal sealed record Demand(string Model, Tier MinimumTier, int PromptTokens, int? MaxTokens, int ModelContext, int Answers = 1)
{
    /// <summary>Tokens of the longest text, where there are several and no answer is written; null for a completion.</summary>
    public int? LongestText { get; private init; }

    /// <summary>
    /// The least that a payer must be good for. The published terms: an answer of n tokens needs the price of n tokens; and a prompt is paid for
    /// with one token of each answer at least.
    /// </summary>
    public ulong LeastTokens => LongestText is null ? Math.Max((ulong)Answers * (ulong)(MaxTokens ?? 1), Tokens(1)) : (ulong)PromptTokens;

    /// <summary>All tokens of prompt and answers, where each answer has so many.</summary>
    public ulong Tokens(int each) => (ulong)PromptTokens + ((ulong)Answers * (ulong)each);

    /// <summary>Texts of which each must fit into a context, and all are paid for.</summary>
    public static Demand OfTexts(string model, Tier minimumTier, int tokens, int longest, int modelContext) =>
        new(model, minimumTier, tokens, 0, modelContext) { LongestText = longest };
}
