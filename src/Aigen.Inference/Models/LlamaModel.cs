using System.Runtime.CompilerServices;
using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>A model file loaded by llama.cpp, with the engine that runs it.</summary>
public sealed class LlamaModel : ILanguageModel
{
    private readonly ModelHandle _model;
    private readonly ChatTemplates? _templates;
    private readonly PromptTokenizer _tokenizer;
    private readonly TextPreparation _texts;
    private readonly ReasoningFamily? _reasoning;
    private readonly CancellationTokenSource _disposing = new();
    private int _disposed;

    private LlamaModel(ModelHandle model, GgufHeader header, ModelOptions options, Task<string>? sha256, TimeProvider time)
    {
        _model = model;
        var id = options.EffectiveId;
        var plan = ModelPlan.Of(header, options);
        Vocabulary = new Vocabulary(model);
        _templates = ChatTemplates.Of(header, Vocabulary.TemplateTokens, time);
        _tokenizer = new PromptTokenizer(Vocabulary);
        _reasoning = ReasoningFamily.Of(_templates, Vocabulary);
        Description = new ModelDescription(
            id,
            ModelFacts.Metadata(model, "general.name") ?? id,
            options.Path,
            new FileInfo(options.Path).Length,
            sha256 ?? FileDigest.ComputeSha256Async(options.Path, _disposing.Token),
            plan.ContextLength,
            Vocabulary.Size,
            ModelFacts.Metadata(model, "general.architecture") ?? "unknown",
            ModelFacts.Quantization(model),
            (long)Llama.ModelNParams(model),
            header.HasChatTemplate)
        {
            Parallel = plan.Parallel,
            TemplateProblem = _templates?.Problem,
            Tools = ToolFamily.Of(_templates, Vocabulary),
            Embeddings = EmbeddingAbility.Of(header, plan.ContextLength),
        };
        _texts = new TextPreparation(Vocabulary, _tokenizer, id, plan.ContextLength);
        (Threads, FlashAttention) = (plan.Threads, plan.FlashAttention);
        var session = new LlamaSession(
            model, plan.Parallel, plan.ContextLength, options.BatchTokens, plan.Threads, options.KeyType, options.ValueType, plan.FlashAttention);
        Engine = new InferenceEngine(session, Vocabulary, options);
        if (Description.Embeddings is { } ability)
            Embeddings = new EmbeddingEngine(() => EmbeddingSession(model, options, ability), ability, options);
    }

    /// <inheritdoc/>
    public ModelDescription Description { get; }

    /// <inheritdoc/>
    public string? Problem => Engine.Problem ?? Embeddings?.Problem;

    /// <summary>Threads that compute.</summary>
    public int Threads { get; }

    /// <summary>Whether flash attention is used.</summary>
    public FlashAttention FlashAttention { get; }

    internal Vocabulary Vocabulary { get; }

    internal InferenceEngine Engine { get; }

    internal EmbeddingEngine? Embeddings { get; }

    /// <summary>Loads a model file and starts its engine.</summary>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="ModelLoadException">The file cannot be loaded.</exception>
    /// <exception cref="DllNotFoundException">The llama.cpp libraries are not installed.</exception>
    /// <param name="options">Which, and how to run it.</param>
    /// <param name="sha256">The file's SHA-256 where somebody computes it already.</param>
    /// <param name="time">The clock that chat templates read the date from; null for the system's.</param>
    public static LlamaModel Load(ModelOptions options, Task<string>? sha256 = null, TimeProvider? time = null)
    {
        var faults = ModelOptions.Validate(options);
        if (faults.Count > 0) throw new ArgumentException(string.Join("; ", faults), nameof(options));

        var header = GgufHeader.Read(options.Path);
        var model = ModelLoader.Load(options);
        try
        {
            return new LlamaModel(model, header, options, sha256, time ?? TimeProvider.System);
        }
        catch (Exception exception) when (exception is InferenceException or IOException)
        {
            model.Dispose();
            throw new ModelLoadException(options.Path, exception.Message);
        }
    }

    /// <inheritdoc/>
    public PromptOutcome Prepare(IReadOnlyList<ChatMessage> messages, ToolUse? tools = null, TemplateArguments? arguments = null)
    {
        if (ChatRules.FindFault(messages) is { } fault) return new PromptOutcome.BadMessages(fault);
        if (_templates?.For(messages, tools) is not { } template) return new PromptOutcome.BadMessages($"model {Description.Id} has no chat template");
        if (FindUnwrittenCalls(template, messages) is { } unwritten) return new PromptOutcome.BadMessages(unwritten);

        var farTooMany = 2 * Description.ContextLength;
        if (_tokenizer.Exceeds(messages, farTooMany)) return new PromptOutcome.TooLong(farTooMany, Description.ContextLength);

        var (chat, refusal) = template.Render(messages, tools, arguments);
        if (chat is null) return new PromptOutcome.BadMessages($"the chat template of model {Description.Id} {refusal}");

        return _tokenizer.Exceeds(chat.Text, farTooMany)
            ? new PromptOutcome.TooLong(farTooMany, Description.ContextLength)
            : new PromptOutcome.Prepared(new PreparedPrompt(chat.Text, _tokenizer.Tokenize(chat)) { Reasoning = _reasoning?.StartOf(chat) });
    }

    /// <inheritdoc/>
    public PromptOutcome Prepare(TextPrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return _texts.Prepare(prompt);
    }

    /// <inheritdoc/>
    public PromptOutcome PrepareEmbedding(string text) => _texts.PrepareSequence(text, Ability.MaxTokens);

    /// <inheritdoc/>
    public Task<IReadOnlyList<float[]>> EmbedAsync(
        IReadOnlyList<PreparedPrompt> texts, int? dimensions, int weight, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        ArgumentOutOfRangeException.ThrowIfZero(texts.Count, nameof(texts));
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions ?? 1, 1, nameof(dimensions));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions ?? 1, Ability.Dimensions, nameof(dimensions));
        foreach (var text in texts) Check(text, Ability.MaxTokens);

        var request = new EmbeddingRequest([.. texts.Select(text => text.Tokens.ToArray())], dimensions ?? Ability.Dimensions, weight, cancellationToken);
        return Embeddings!.EmbedAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<CompletionPiece> GenerateAsync(
        PreparedPrompt prompt, GenerationOptions options, int weight, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        ArgumentNullException.ThrowIfNull(prompt);
        var faults = GenerationOptions.Validate(options, Description);
        if (faults.Count > 0) throw new ArgumentException(string.Join("; ", faults), nameof(options));
        Check(prompt, Description.ContextLength - 1);
        if (options.Tools is { } tools) options = options with { ResponseFormat = tools.FormatFor(Description.Tools!) };
        if (_reasoning is { } family && prompt.Reasoning is { } start) options = options with { Reasoning = family.Use(start, options.ReasoningFormat, options.IsAddressed) };
        return Stream(new GenerationRequest(prompt, options, weight, cancellationToken), cancellationToken);
    }

    /// <summary>Stops the engine; requests that run or wait end with <see cref="EngineStoppedException"/>.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _disposing.Cancel();
        Engine.Dispose();
        Embeddings?.Dispose();
        _model.Dispose();
        _disposing.Dispose();
    }

    private EmbeddingAbility Ability => Description.Embeddings ?? throw new InvalidOperationException($"model {Description.Id} makes no embeddings");

    // What a template leaves out of the prompt would be missing without anybody's knowing it.
    private string? FindUnwrittenCalls(ChatTemplate template, IReadOnlyList<ChatMessage> messages)
    {
        if (template.Problem is not null || messages.All(message => message.ToolCalls.Count == 0) || template.Habits.WrittenCall is not null) return null;
        var index = messages.TakeWhile(message => message.ToolCalls.Count == 0).Count();
        return $"message {index} has tool_calls, and the chat template of model {Description.Id} has no place for them";
    }

    private static LlamaSession EmbeddingSession(ModelHandle model, ModelOptions options, EmbeddingAbility ability)
    {
        // So many are read from llama.cpp's memory.
        var dimensions = Llama.ModelNEmbdOut(model);
        if (dimensions != ability.Dimensions)
            throw new InferenceException($"the file says that an embedding has {ability.Dimensions} numbers, and llama.cpp that it has {dimensions}");

        return new LlamaSession(
            model, sequences: 1, ability.MaxTokens, EmbeddingAbility.StepTokens, threads: 1, options.KeyType, options.ValueType, options.FlashAttention,
            embeddings: true);
    }

    private void Check(PreparedPrompt prompt, int most)
    {
        if (prompt.Tokens.Count == 0 || prompt.Tokens.Count > most)
            throw new ArgumentException($"the prompt has {prompt.Tokens.Count} tokens, allowed 1 to {most}", nameof(prompt));
        if (prompt.Tokens.Any(token => token < 0 || token >= Vocabulary.Size))
            throw new ArgumentException($"the prompt has a token that is not one of the {Vocabulary.Size} of the vocabulary", nameof(prompt));
    }

    private async IAsyncEnumerable<CompletionPiece> Stream(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Engine.Enqueue(request);
        try
        {
            var answer = new AnswerReader(Description.Id, Vocabulary, request);
            await foreach (var piece in answer.ReadAsync(cancellationToken).ConfigureAwait(false)) yield return piece;
        }
        finally
        {
            Engine.Release(request);
        }
    }
}
