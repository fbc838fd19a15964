using Aigen.Inference;

namespace Aigen.Metering;

/// <summary>An answer that came to its end; of several, they are in their order.</summary>
/// <param name="Text">All of its text.</param>
/// <param name="Finish">How it ended.</param>
/// <param name="ToolCalls">The functions that it asks to be called.</param>
/// <param name="Logprobs">Its tokens; none where the request does not ask for logprobs.</param>
public sealed record CompletedAnswer(string Text, CompletionFinish Finish, IReadOnlyList<ToolCall> ToolCalls, IReadOnlyList<TokenLogprob> Logprobs)
{
    /// <summary>What the model thought in front of it; empty where it did not, or where that is a part of the text.</summary>
    public string Reasoning { get; init; } = "";
}
