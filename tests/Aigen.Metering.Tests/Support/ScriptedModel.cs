using System.Runtime.CompilerServices;
using Aigen.Inference;

namespace Aigen.Metering.Tests.Support;

/// <summary>A model of one word a token: the prompt is as long as its words, the answer as a test wants it.</summary>
internal sealed class ScriptedModel : ILanguageModel
{
    public const string Id = "scripted";

    public string? Problem => null;

    public ModelDescription Description { get; } =
        new(Id, Id, "none", 0, Task.FromResult(new string('a', 64)), 4096, 1, "none", "none", 1, true)
        {
            Parallel = 4,
            Embeddings = new EmbeddingAbility(Pooling.Mean, 2, 1000, CanBeShortened: false),
        };

    /// <summary>Tokens of the whole answer, if nothing stops it before.</summary>
    public int AnswerTokens { get; set; } = 10;

    /// <summary>After this many tokens the answer waits for <see cref="Continue"/>.</summary>
    public int? PauseAfter { get; set; }

    public TaskCompletionSource Continue { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What goes wrong after the pause.</summary>
    public Exception? Failure { get; set; }

    public PromptOutcome Prepare(IReadOnlyList<ChatMessage> messages, ToolUse? tools = null, TemplateArguments? arguments = null) =>
        new PromptOutcome.Prepared(new PreparedPrompt("", [.. messages.SelectMany(message => message.Content.Split(' ')).Select((_, i) => i)]));

    public PromptOutcome Prepare(TextPrompt prompt) => prompt.Suffix is null
        ? new PromptOutcome.Prepared(Words(prompt.Text))
        : new PromptOutcome.BadText(new OptionFault("Suffix", "a text", "absent"));

    public PromptOutcome PrepareEmbedding(string text) => new PromptOutcome.Prepared(Words(text));

    /// <summary>For each text its number of words, and 1.</summary>
    public async Task<IReadOnlyList<float[]>> EmbedAsync(
        IReadOnlyList<PreparedPrompt> texts, int? dimensions, int weight, CancellationToken cancellationToken)
    {
        if (PauseAfter is not null) await Continue.Task.WaitAsync(cancellationToken);
        return Failure is null ? [.. texts.Select(text => new[] { text.Tokens.Count, 1f })] : throw Failure;
    }

    public async IAsyncEnumerable<CompletionPiece> GenerateAsync(
        PreparedPrompt prompt, GenerationOptions options, int weight, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tokens = Math.Min(AnswerTokens, options.MaxTokens);
        for (var i = 1; i <= tokens; i++)
        {
            if (i - 1 == PauseAfter)
            {
                await Continue.Task.WaitAsync(cancellationToken);
                if (Failure is not null)
                {
                    throw Failure;
                }
            }

            for (var index = 0; index < options.Answers; index++) yield return new CompletionPiece($"word{i} ", i, null) { Index = index };
        }

        var reason = tokens < AnswerTokens ? FinishReason.Length : FinishReason.Stop;
        for (var index = options.Answers - 1; index >= 0; index--)
        {
            var finish = new CompletionFinish(reason, prompt.Tokens.Count, 0, tokens, 1 + (uint)index, ComputePath.Batched, default, default);
            yield return new CompletionPiece("", tokens, finish) { Index = index };
        }
    }

    private static PreparedPrompt Words(string text) => new(text, [.. text.Split(' ').Select((_, i) => i)]);

    public void Dispose()
    {
    }
}
