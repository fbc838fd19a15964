namespace Aigen.Inference;

/// <summary>What a resident model is.</summary>
/// <param name="Id">The name by which requests ask for it.</param>
/// <param name="Name">The name that its maker gave it in the file.</param>
/// <param name="Path">The file.</param>
/// <param name="FileSize">Its size in bytes.</param>
/// <param name="Sha256">
/// The file's SHA-256 as 64 lower-case hexadecimal digits. Computed in the background from the moment of loading, since a large
/// file takes seconds; faulted if the file can no longer be read, cancelled if the model is disposed first.
/// </param>
/// <param name="ContextLength">Tokens that prompt and answer may have together.</param>
/// <param name="VocabularySize">Number of tokens in the vocabulary.</param>
/// <param name="Architecture">E.g. "llama".</param>
/// <param name="Quantization">E.g. "Q8_0".</param>
/// <param name="ParameterCount">Number of weights.</param>
/// <param name="HasChatTemplate">Whether the file carries a chat template, without which it takes no chat messages.</param>
public sealed record ModelDescription(
    string Id,
    string Name,
    string Path,
    long FileSize,
    Task<string> Sha256,
    int ContextLength,
    int VocabularySize,
    string Architecture,
    string Quantization,
    long ParameterCount,
    bool HasChatTemplate)
{
    /// <summary>What embeddings it makes; null where it makes none.</summary>
    public EmbeddingAbility? Embeddings { get; init; }

    /// <summary>Answers that it computes at the same time.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>How it calls functions; null where its chat template has no calls, or none of a known kind.</summary>
    public ToolFamily? Tools { get; init; }

    /// <summary>Why its chat template cannot be read, which leaves it without chats; null where there is none, or nothing is wrong with it.</summary>
    public string? TemplateProblem { get; init; }
}
