using Aigen.Chain;

namespace Aigen.Metering;

/// <summary>What a request needs of its payer.</summary>
/// <param name="MaxTokens">Of each answer, as asked for; null where the client leaves it to us.</param>
/// <param name="Answers">How many answers, from 1. The prompt counts once.</param>
internal sealed record Demand(string Model, Tier MinimumTier, int PromptTokens, int? MaxTokens, int ModelContext, int Answers = 1)
{
    /// <summary>All tokens of prompt and answers, where each answer has so many.</summary>
    public ulong Tokens(int each) => (ulong)PromptTokens + ((ulong)Answers * (ulong)each);
}
