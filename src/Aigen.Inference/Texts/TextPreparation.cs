namespace Aigen.Inference;

/// <summary>
/// Makes prompts of plain texts. Whoever writes a whole prompt may write control tokens into it, as a template does; what stands around a
/// gap to be filled is somebody's text, and nothing in it is a control token.
/// </summary>
internal sealed class TextPreparation(Vocabulary vocabulary, PromptTokenizer tokenizer, string modelId, int contextLength)
{
    public PromptOutcome Prepare(TextPrompt prompt)
    {
        var (text, suffix) = (prompt.Text, prompt.Suffix);
        if (suffix is not null && vocabulary.FillInMiddle is null)
            return Refuse(nameof(prompt.Suffix), Size(suffix), $"absent: model {modelId} has no fill-in-the-middle tokens");

        var farTooMany = 2 * contextLength;
        if (tokenizer.Exceeds(text, farTooMany, parseSpecial: suffix is null) || (suffix is not null && tokenizer.Exceeds(suffix, farTooMany)))
            return new PromptOutcome.TooLong(farTooMany, contextLength);

        var tokens = suffix is null ? tokenizer.Tokenize(new RenderedChat(text, [])) : Around(text, suffix, vocabulary.FillInMiddle!);
        return tokens.Length == 0
            ? Refuse("Prompt", "empty", $"a text of at least one token: model {modelId} has none to begin with")
            : new PromptOutcome.Prepared(new PreparedPrompt(text, tokens));
    }

    /// <summary>A text whose embedding is asked for: all of it is text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">Tokens that it may have.</param>
    public PromptOutcome PrepareSequence(string text, int limit)
    {
        if (tokenizer.Exceeds(text, 2 * limit)) return new PromptOutcome.TooLong(2 * limit, limit);
        var tokens = vocabulary.TokenizeSequence(text);
        return tokens.Length == 0
            ? Refuse("Input", "a text without tokens", "texts of at least one token")
            : new PromptOutcome.Prepared(new PreparedPrompt(text, tokens));
    }

    // The order in which llama.cpp's server writes it too, and most models learnt it: prefix, suffix, middle.
    private int[] Around(string text, string suffix, FillInMiddleTokens fill)
    {
        int[] begin = vocabulary.BeginningOfSequence is { } first ? [first] : [];
        return
        [
            .. begin, fill.Prefix, .. vocabulary.Tokenize(text, parseSpecial: false),
            fill.Suffix, .. vocabulary.Tokenize(suffix, parseSpecial: false), fill.Middle,
        ];
    }

    private static PromptOutcome.BadText Refuse(string field, string given, string allowed) => new(new OptionFault(field, given, allowed));

    private static string Size(string text) => $"a text of {text.Length} characters";
}
