using Aigen.Inference;

namespace Aigen.Metering;

/// <summary>The texts of a request for embeddings as tokens, within their limits.</summary>
internal sealed record EmbeddingTexts(IReadOnlyList<PreparedPrompt> Prompts, int Tokens, int Longest)
{
    /// <summary>The tokens, or what is wrong with the request.</summary>
    public static DeskOutcome<EmbeddingTexts> Of(EmbedRequest request, ModelDescription description, ILanguageModel model)
    {
        if (FindFault(request, description) is { } bad)
        {
            return Refuse(bad);
        }

        var ability = description.Embeddings!;

        var prompts = new List<PreparedPrompt>(request.Input.Count);
        var total = 0;
        foreach (var text in request.Input)
        {
            var outcome = model.PrepareEmbedding(text);
            if (outcome is not PromptOutcome.Prepared { Prompt: var prompt })
            {
                return Refuse(outcome is PromptOutcome.TooLong far ? TooLong(prompts.Count, far.TokensAtLeast) : PromptRefusals.Of(outcome, description));
            }

            if (prompt.Tokens.Count > ability.MaxTokens)
            {
                return Refuse(TooLong(prompts.Count, prompt.Tokens.Count));
            }

            prompts.Add(prompt);
            total += prompt.Tokens.Count;
        }

        return total > EmbedRequest.MostTokens
            ? Refuse(new BadOption("Input", $"{prompts.Count} texts of {total} tokens together", $"at most {EmbedRequest.MostTokens} tokens together"))
            : new(new EmbeddingTexts(prompts, total, prompts.Max(prompt => prompt.Tokens.Count)), null);

        InputTooLong TooLong(int index, int tokens) => new($"text {index}", tokens, ability.MaxTokens, description.Id);
    }

    /// <summary>Why a model would not make such embeddings, whatever the texts.</summary>
    public static DeskRefusal? FindFault(EmbedRequest request, ModelDescription description) => description.Embeddings is { } ability
        ? CheckDimensions(request, ability, description.Id)
        : new BadOption("ModelId", description.Id, "a model that makes embeddings");

    private static DeskOutcome<EmbeddingTexts> Refuse(DeskRefusal refusal) => new(null, refusal);

    private static BadOption? CheckDimensions(EmbedRequest request, EmbeddingAbility ability, string model)
    {
        var least = ability.CanBeShortened ? 1 : ability.Dimensions;
        if (request.Dimensions is not { } asked || (asked >= least && asked <= ability.Dimensions))
        {
            return null;
        }

        var allowed = ability.CanBeShortened ? $"1 to {ability.Dimensions}" : $"{ability.Dimensions}: model {model} was not made for shorter embeddings";
        return new BadOption("Dimensions", $"{asked}", allowed);
    }
}
