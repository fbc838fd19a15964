namespace Aigen.Inference;

/// <summary>Why an answer ended.</summary>
public enum FinishReason
{
    /// <summary>The model ended it, or it reached a stop string.</summary>
    Stop,

    /// <summary>It reached <see cref="GenerationOptions.MaxTokens"/>, or the context is full.</summary>
    Length,

    /// <summary>To hold it to its grammar took more steps than an answer of its length may.</summary>
    Grammar,

    /// <summary>The model ended it, and asks for functions to be called.</summary>
    ToolCalls,
}
