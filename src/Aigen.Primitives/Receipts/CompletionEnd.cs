namespace Aigen.Primitives;

/// <summary>Why a completion ended.</summary>
public enum CompletionEnd : byte
{
    /// <summary>The model ended its answer, or a stop string was met.</summary>
    Stop = 1,

    /// <summary>The limit of tokens was reached, or that of the work on the answer's grammar.</summary>
    Length = 2,

    /// <summary>The client went away or cancelled; the tokens are those computed until then.</summary>
    Cancelled = 3,

    /// <summary>The engine failed half-way; the tokens are those delivered until then.</summary>
    Failed = 4,

    /// <summary>No text was asked for: the output is embeddings, and all tokens are the prompt's.</summary>
    Embedding = 5,
}
