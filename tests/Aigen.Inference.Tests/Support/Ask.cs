namespace Aigen.Inference.Tests.Support;

/// <summary>Short ways to put a question to a model.</summary>
internal static class Ask
{
    public static GenerationOptions Greedy { get; } = new() { Temperature = 0, MaxTokens = 200 };

    public static PreparedPrompt Prompt(this ILanguageModel model, string question) =>
        model.Prompt(new ChatMessage(ChatRoles.User, question));

    public static PreparedPrompt Prompt(this ILanguageModel model, params ChatMessage[] messages) =>
        Assert.IsType<PromptOutcome.Prepared>(model.Prepare(messages)).Prompt;

    public static PreparedPrompt Prompt(this ILanguageModel model, TextPrompt text) =>
        Assert.IsType<PromptOutcome.Prepared>(model.Prepare(text)).Prompt;

    /// <summary>A text whose embedding is wanted.</summary>
    public static PreparedPrompt Text(this ILanguageModel model, string text) =>
        Assert.IsType<PromptOutcome.Prepared>(model.PrepareEmbedding(text)).Prompt;

    public static async Task<float[]> EmbedAsync(this ILanguageModel model, string text, int? dimensions = null) =>
        Assert.Single(await model.EmbedAsync([model.Text(text)], dimensions, 1, default));

    public static Task<Answer> AskAsync(this ILanguageModel model, string question, GenerationOptions? options = null) =>
        model.AnswerAsync(model.Prompt(question), options ?? Greedy);

    public static async Task<Answer> AnswerAsync(
        this ILanguageModel model, PreparedPrompt prompt, GenerationOptions options, CancellationToken cancellationToken = default)
    {
        var pieces = new List<CompletionPiece>();
        await foreach (var piece in model.GenerateAsync(prompt, options, 1, cancellationToken)) pieces.Add(piece);
        Assert.All(pieces.SkipLast(1), piece => Assert.Null(piece.Finish));
        return new Answer(pieces, string.Concat(pieces.Select(piece => piece.Text)), Assert.IsType<CompletionFinish>(pieces[^1].Finish));
    }
}

/// <summary>A whole answer.</summary>
internal sealed record Answer(IReadOnlyList<CompletionPiece> Pieces, string Text, CompletionFinish Finish);
