namespace Aigen.Inference;

/// <summary>A piece of an answer; of several answers each has its own text, count and finish.</summary>
/// <param name="Text">The next text: whole code points; empty only in the last piece, in one that tells of the queue, and beside reasoning and parts of calls.</param>
/// <param name="CompletionTokens">Tokens computed so far for the text up to and including this piece, at least 0.</param>
/// <param name="Finish">How the answer ended, in the last piece; else null.</param>
/// <param name="Queue">Where the request waits, in a first piece of its own where it has to; else null.</param>
public sealed record CompletionPiece(string Text, int CompletionTokens, CompletionFinish? Finish, QueuePlace? Queue = null)
{
    /// <summary>Which of the request's answers it belongs to, from 0.</summary>
    public int Index { get; init; }

    /// <summary>The next text of what the model thinks in front of its answer.</summary>
    public string Reasoning { get; init; } = "";

    /// <summary>Parts of the functions that the model asks to be called.</summary>
    public IReadOnlyList<ToolCallDelta> ToolCalls { get; init; } = [];

    /// <summary>The tokens whose text begins in this piece; none where <see cref="GenerationOptions.TopLogprobs"/> does not ask.</summary>
    public IReadOnlyList<TokenLogprob> Logprobs { get; init; } = [];
}
