using System.Runtime.CompilerServices;
using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>A model file loaded by llama.cpp, with the engine that runs it.</summary>
public sealed class LlamaModel : ILanguageModel
{
    private readonly ModelHandle _model;
    private readonly ChatTemplate? _template;
    private readonly PromptTokenizer _tokenizer;
    private readonly CancellationTokenSource _disposing = new();
    private int _disposed;

    private LlamaModel(ModelHandle model, ModelOptions options, ModelPlan plan, Task<string>? sha256)
    {
        _model = model;
        var id = options.EffectiveId;
        var template = ModelFacts.ChatTemplate(model);
        Vocabulary = new Vocabulary(model);
        _template = template is null ? null : new ChatTemplate(template);
        _tokenizer = new PromptTokenizer(Vocabulary);
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
            template is not null)
        {
            Parallel = plan.Parallel,
            Tools = ToolFamily.Of(template, Vocabulary),
        };
        Threads = plan.Threads;
        var session = new LlamaSession(
            model, plan.Parallel, plan.ContextLength, options.BatchTokens, plan.Threads, options.KeyType, options.ValueType, options.FlashAttention);
        Engine = new InferenceEngine(session, Vocabulary, options);
    }

    /// <inheritdoc/>
    public ModelDescription Description { get; }

    /// <inheritdoc/>
    public string? Problem => Engine.Problem;

    /// <summary>Threads that compute.</summary>
    public int Threads { get; }

    internal Vocabulary Vocabulary { get; }

    internal InferenceEngine Engine { get; }

    /// <summary>Loads a model file and starts its engine.</summary>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="ModelLoadException">The file cannot be loaded.</exception>
    /// <exception cref="DllNotFoundException">The llama.cpp libraries are not installed.</exception>
    /// <param name="options">Which, and how to run it.</param>
    /// <param name="sha256">The file's SHA-256 where somebody computes it already.</param>
    public static LlamaModel Load(ModelOptions options, Task<string>? sha256 = null)
    {
        var faults = ModelOptions.Validate(options);
        if (faults.Count > 0) throw new ArgumentException(string.Join("; ", faults), nameof(options));

        var plan = ModelPlan.Of(GgufHeader.Read(options.Path), options);
        var model = ModelLoader.Load(options);
        try
        {
            return new LlamaModel(model, options, plan, sha256);
        }
        catch (Exception exception) when (exception is InferenceException or IOException)
        {
            model.Dispose();
            throw new ModelLoadException(options.Path, exception.Message);
        }
    }

    /// <inheritdoc/>
    public PromptOutcome Prepare(IReadOnlyList<ChatMessage> messages, ToolUse? tools = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (FindFault(messages) is { } fault) return new PromptOutcome.BadMessages(fault);
        if (_template is null) return new PromptOutcome.BadMessages($"model {Description.Id} has no chat template");

        if (_template.Render(Plain(messages, tools)) is not { } chat)
            return new PromptOutcome.BadMessages($"the chat template of model {Description.Id} is not one that llama.cpp knows");

        var farTooMany = 2 * Description.ContextLength;
        return _tokenizer.Exceeds(chat.Text, farTooMany)
            ? new PromptOutcome.TooLong(farTooMany, Description.ContextLength)
            : new PromptOutcome.Prepared(new PreparedPrompt(chat.Text, _tokenizer.Tokenize(chat)));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<CompletionPiece> GenerateAsync(
        PreparedPrompt prompt, GenerationOptions options, int weight, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        ArgumentNullException.ThrowIfNull(prompt);
        var faults = GenerationOptions.Validate(options, Description);
        if (faults.Count > 0) throw new ArgumentException(string.Join("; ", faults), nameof(options));
        if (prompt.Tokens.Count == 0 || prompt.Tokens.Count >= Description.ContextLength)
            throw new ArgumentException(
                $"the prompt has {prompt.Tokens.Count} tokens, allowed 1 to {Description.ContextLength - 1}", nameof(prompt));

        if (prompt.Tokens.Any(token => token < 0 || token >= Vocabulary.Size))
            throw new ArgumentException($"the prompt has a token that is not one of the {Vocabulary.Size} of the vocabulary", nameof(prompt));

        if (options.Tools is { } tools) options = options with { ResponseFormat = tools.FormatFor(Description.Tools!) };
        return Stream(new GenerationRequest(prompt, options, weight, cancellationToken), cancellationToken);
    }

    /// <summary>Stops the engine; requests that run or wait end with <see cref="EngineStoppedException"/>.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _disposing.Cancel();
        Engine.Dispose();
        _model.Dispose();
        _disposing.Dispose();
    }

    private IReadOnlyList<ChatMessage> Plain(IReadOnlyList<ChatMessage> messages, ToolUse? tools) =>
        Description.Tools is { } family && (tools is not null || messages.Any(message => message.Role == ChatRoles.Tool || message.ToolCalls.Count > 0))
            ? family.Plain(messages, tools, _template!.SystemPrompt) : messages;

    private string? FindFault(IReadOnlyList<ChatMessage> messages)
    {
        if (messages.Count == 0) return "there are no messages";
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i] is not { Content: not null, Role: not null }) return $"message {i} has no role or no content";
            if (!ChatRoles.All.Contains(messages[i].Role))
                return $"message {i} has the role \"{messages[i].Role}\", allowed {string.Join(", ", ChatRoles.All)}";
            if (messages[i].ToolCalls.Count == 0) continue;
            if (messages[i].Role != ChatRoles.Assistant) return $"message {i} has tool_calls and the role {messages[i].Role}, allowed {ChatRoles.Assistant}";
            if (Description.Tools is null)
                return $"message {i} has tool_calls, and the chat template of model {Description.Id} has no tools, or none of those known here ({ToolFamily.Known})";
        }

        return null;
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
