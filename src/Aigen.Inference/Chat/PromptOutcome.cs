namespace Aigen.Inference;

/// <summary>What became of chat messages: a prompt, or the reason why they make none.</summary>
public abstract record PromptOutcome
{
    private PromptOutcome()
    {
    }

    /// <summary>The messages make this prompt.</summary>
    public sealed record Prepared(PreparedPrompt Prompt) : PromptOutcome;

    /// <summary>The messages, or the model's template, make no prompt.</summary>
    /// <param name="Reason">Why, in one sentence that names the message.</param>
    public record BadMessages(string Reason) : PromptOutcome;

    /// <summary>The text, or a part of it, is nothing that the model can continue.</summary>
    public sealed record BadText(OptionFault Fault) : PromptOutcome;

    /// <summary>The messages are so long, more than twice what the context takes, that their tokens were not counted to the end.</summary>
    /// <param name="TokensAtLeast">A number of tokens that the prompt surely has.</param>
    /// <param name="ContextLength">Tokens that prompt and answer may have together.</param>
    public sealed record TooLong(int TokensAtLeast, int ContextLength)
        : BadMessages($"the messages have more than {TokensAtLeast} tokens, the context takes {ContextLength}");
}
