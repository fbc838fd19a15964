namespace Aigen.Inference.Tests.Support;

/// <summary>A model that does nothing but be resident.</summary>
internal sealed class IdleModel(string id) : ILanguageModel
{
    public ModelDescription Description { get; } = new(id, id, id, 1, Task.FromResult(new string('0', 64)), 1, 1, "idle", "none", 1, false);

    public string? Problem => null;

    public bool IsDisposed { get; private set; }

    public PromptOutcome Prepare(IReadOnlyList<ChatMessage> messages, ToolUse? tools = null, TemplateArguments? arguments = null) => throw new NotSupportedException();

    public PromptOutcome Prepare(TextPrompt prompt) => throw new NotSupportedException();

    public PromptOutcome PrepareEmbedding(string text) => throw new NotSupportedException();

    public Task<IReadOnlyList<float[]>> EmbedAsync(
        IReadOnlyList<PreparedPrompt> texts, int? dimensions, int weight, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<CompletionPiece> GenerateAsync(
        PreparedPrompt prompt, GenerationOptions options, int weight, CancellationToken cancellationToken) => throw new NotSupportedException();

    // As a model does, it takes a moment.
    public void Dispose()
    {
        Thread.Sleep(2);
        IsDisposed = true;
    }
}
