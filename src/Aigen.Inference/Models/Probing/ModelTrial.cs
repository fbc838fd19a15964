namespace Aigen.Inference;

/// <summary>
/// What the trial process does with a model file: everything that the node would do, in small. Whatever happens to it happens to a
/// process that nobody waits for.
/// </summary>
public static class ModelTrial
{
    // A context as small as llama.cpp makes it.
    private const int Context = 256;

    /// <summary>Loads the file, renders a message, computes a token.</summary>
    /// <exception cref="InferenceException">Something of it cannot be done.</exception>
    public static async Task RunAsync(ModelOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var model = LlamaModel.Load(options with { ContextLength = Context, Parallel = 1, BatchTokens = 32, Threads = 1 });
        if (model.Description.HasChatTemplate) model.Prepare([new ChatMessage(ChatRoles.User, "Hello")]);

        var generation = new GenerationOptions { Temperature = 0, MaxTokens = 2 };
        var prompt = new PreparedPrompt("", [0, model.Description.VocabularySize - 1]);
        await foreach (var _ in model.GenerateAsync(prompt, generation, 1, cancellationToken).ConfigureAwait(false)) ;
    }
}
