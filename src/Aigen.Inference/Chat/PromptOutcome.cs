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
    public sealed record BadMessages(string Reason) : PromptOutcome;
}
