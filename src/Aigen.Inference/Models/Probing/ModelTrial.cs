namespace Aigen.Inference;

/// <summary>
/// What the trial process does with a model file: everything that the node would do, in small. Whatever happens to it happens to a
/// process that nobody waits for.
/// </summary>
public static class ModelTrial
{
    /// <summary>What is tried: a file is tried again where that has changed.</summary>
    public const string Content = "load, template, answer, embedding";

    // A context as small as llama.cpp makes it.
    private const int Context = 256;

    /// <summary>Loads the file, renders a message, computes a token and an embedding.</summary>
    /// <exception cref="InferenceException">Something of it cannot be done.</exception>
    public static async Task RunAsync(ModelOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var model = LlamaModel.Load(options with { ContextLength = Context, Parallel = 1, BatchTokens = 32, Threads = 1 });
        if (model.Description.HasChatTemplate) model.Prepare([new ChatMessage(ChatRoles.User, "Hello")]);

        var generation = new GenerationOptions { Temperature = 0, MaxTokens = 2 };
        var prompt = new PreparedPrompt("", [0, model.Description.VocabularySize - 1]);
        await foreach (var _ in model.GenerateAsync(prompt, generation, 1, cancellationToken).ConfigureAwait(false)) ;
        await EmbedAsync(model, prompt, cancellationToken).ConfigureAwait(false);
    }

    // What fails here as an exception will fail so for whoever asks for an embedding, and leaves the model good for answers.
    private static async Task EmbedAsync(LlamaModel model, PreparedPrompt text, CancellationToken cancellationToken)
    {
        if (model.Description.Embeddings is null) return;
        try
        {
            await model.EmbedAsync([text], null, 1, cancellationToken).ConfigureAwait(false);
        }
        catch (InferenceException)
        {
        }
    }
}
