namespace Aigen.Inference;

/// <summary>A resident language model: it turns chat messages into tokens, and tokens into text.</summary>
public interface ILanguageModel : IDisposable
{
    /// <summary>What the model is.</summary>
    ModelDescription Description { get; }

    /// <summary>Why it does not answer, although nothing was refused; null while all is well.</summary>
    string? Problem { get; }

    /// <summary>
    /// Renders the messages through the model's own chat template and tokenises the result. Text in a message can never become a
    /// control token. Messages that cannot be rendered are a value. A prompt somewhat longer than the context is
    /// prepared all the same, for the caller to refuse it by its number of tokens; a far longer one is
    /// <see cref="PromptOutcome.TooLong"/>.
    /// </summary>
    /// <param name="messages">The chat so far.</param>
    /// <param name="tools">What the model is told that it may call; null for nothing.</param>
    /// <param name="arguments">What the template gets besides; null for nothing.</param>
    PromptOutcome Prepare(IReadOnlyList<ChatMessage> messages, ToolUse? tools = null, TemplateArguments? arguments = null);

    /// <summary>
    /// Tokenises a text that is to be gone on with as it is, or filled in between its two parts. Control tokens that a whole text spells
    /// are control tokens; around a gap they are text. Too long a text is as with messages.
    /// </summary>
    PromptOutcome Prepare(TextPrompt prompt);

    /// <summary>
    /// Tokenises a text whose embedding is wanted: all that it spells is text. Too long a text is as with messages, measured at
    /// <see cref="EmbeddingAbility.MaxTokens"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException"><see cref="ModelDescription.Embeddings"/> is null.</exception>
    PromptOutcome PrepareEmbedding(string text);

    /// <summary>
    /// The embeddings of texts, each at length 1. They are computed beside the answers, on one thread, in a context that is made for the
    /// first of them; other requests wait meanwhile. Cancelling frees the place in the queue at once and a running request within one step.
    /// </summary>
    /// <exception cref="InvalidOperationException"><see cref="ModelDescription.Embeddings"/> is null.</exception>
    /// <exception cref="ArgumentException">At the call: a text is empty or too long or has a token that is none, or the dimensions are out of range.</exception>
    /// <exception cref="EngineBusyException">The queue is full.</exception>
    /// <exception cref="EngineStoppedException">The model was disposed before they were computed.</exception>
    /// <exception cref="InferenceException">llama.cpp failed to compute, or made no context.</exception>
    /// <param name="texts">The texts, at least one.</param>
    /// <param name="dimensions">So many numbers of each, from the first; null for all.</param>
    /// <param name="weight">From 1: while requests of several weights wait, they get their turns in this proportion.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    Task<IReadOnlyList<float[]>> EmbedAsync(
        IReadOnlyList<PreparedPrompt> texts, int? dimensions, int weight, CancellationToken cancellationToken);

    /// <summary>
    /// Waits in the queue, computes the prompt (prefill), then yields the answer piece by piece (decode). Pieces join to whole
    /// code points; the last piece, and only it, carries the finish. Several answers come mixed, each with a finish of its own.
    /// The request is queued when enumeration starts. Cancelling,
    /// or leaving the enumeration early, frees the place in the queue at once and a running request within one step.
    /// </summary>
    /// <exception cref="ArgumentException">At the call: the prompt is empty or fills the context or has a token that is none, or an option is out of range.</exception>
    /// <exception cref="EngineBusyException">When enumeration starts: the queue is full.</exception>
    /// <exception cref="EngineStoppedException">The model was disposed before the answer ended.</exception>
    /// <exception cref="InferenceException">llama.cpp failed to compute; other requests are not affected.</exception>
    /// <param name="prompt">The prompt.</param>
    /// <param name="options">How to continue it.</param>
    /// <param name="weight">From 1: while requests of several weights wait, they get their turns in this proportion.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    IAsyncEnumerable<CompletionPiece> GenerateAsync(
        PreparedPrompt prompt, GenerationOptions options, int weight, CancellationToken cancellationToken);
}
