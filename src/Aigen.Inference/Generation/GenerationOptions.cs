using System.Collections.ObjectModel;
using System.Globalization;
using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>How to continue a prompt.</summary>
public sealed record GenerationOptions
{
    /// <summary>The most stop strings a request may have (llama.cpp sets no limit; OpenAI allows 4).</summary>
    public const int MaxStopStrings = 16;

    /// <summary>The most tokens that may have a logit bias (OpenAI allows 1,024 too).</summary>
    public const int MaxLogitBiases = 1024;

    /// <summary>The most answers of one request. Each has a slot of its own, of which a model has 16 or fewer by default.</summary>
    public const int MaxAnswers = 8;

    /// <summary>The most alternatives told of a token (OpenAI allows 20 too).</summary>
    public const int MaxTopLogprobs = 20;

    /// <summary>The longest stop string, in UTF-16 units: so much text may be held back while it could be the start of one.</summary>
    public const int MaxStopLength = 256;

    /// <summary>The most tokens to generate, from 1; the context's end comes first when it is nearer.</summary>
    public int MaxTokens { get; init; } = 512;

    /// <summary>0 to 2; 0 always takes the likeliest token (greedy).</summary>
    public double Temperature { get; init; } = 0.8;

    /// <summary>0 to 1: sample among the likeliest tokens whose probabilities add up to this; 1 is off.</summary>
    public double TopP { get; init; } = 0.95;

    /// <summary>0 to 1,000: sample among this many likeliest tokens; 0 is off.</summary>
    public int TopK { get; init; } = 40;

    /// <summary>0 to 1: leave out tokens less probable than this share of the likeliest one; 0 is off.</summary>
    public double MinP { get; init; } = 0.05;

    /// <summary>
    /// 0 to 4,294,967,294: the answer is computed by itself (<see cref="ComputePath.Pinned"/>), and the same every time. Null draws one,
    /// which <see cref="CompletionFinish.Seed"/> reports, and computes the answer together with others, which is faster.
    /// </summary>
    public uint? Seed { get; init; }

    /// <summary>Up to 16 strings of 1 to 256 characters; the answer ends before the first of them that it would contain.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>0.5 to 2: divides the logits of tokens seen lately; 1 is off.</summary>
    public double RepeatPenalty { get; init; } = 1;

    /// <summary>-2 to 2: subtracted from a token's logit for each time it was seen lately; 0 is off.</summary>
    public double FrequencyPenalty { get; init; }

    /// <summary>-2 to 2: subtracted once from the logit of each token seen lately; 0 is off.</summary>
    public double PresencePenalty { get; init; }

    /// <summary>0 to 32,768: how many tokens "lately" is for the three penalties, the prompt's end included; 0 turns them off.</summary>
    public int RepeatLastN { get; init; } = 64;

    /// <summary>0 to 1: sample among the tokens whose surprise is nearest to what is expected, up to this probability; 1 is off.</summary>
    public double TypicalP { get; init; } = 1;

    /// <summary>1 or 2: that version of Mirostat keeps the surprise level, in place of penalties and cut-offs; 0 is off.</summary>
    public int Mirostat { get; init; }

    /// <summary>0 to 20: the surprise in bits that Mirostat steers towards.</summary>
    public double MirostatTau { get; init; } = 5;

    /// <summary>0 to 1: how fast Mirostat steers.</summary>
    public double MirostatEta { get; init; } = 0.1;

    /// <summary>
    /// Up to 1,024 tokens of the model's vocabulary, each with -100 to 100 to add to its logit; minus infinity is never to choose it,
    /// except where a grammar leaves nothing else.
    /// </summary>
    public IReadOnlyDictionary<int, double> LogitBias { get; init; } = ReadOnlyDictionary<int, double>.Empty;

    /// <summary>Never to choose a token that ends the answer, except where a grammar leaves nothing else.</summary>
    public bool IgnoreEos { get; init; }

    /// <summary>
    /// 1 to 8, but no more than the model computes at the same time: so many answers, whose prompt is computed once. Each has
    /// <see cref="MaxTokens"/> to itself, and the seed of the one before plus one.
    /// </summary>
    public int Answers { get; init; } = 1;

    /// <summary>
    /// 0 to 20: each token comes with its logprob, and with so many of the likeliest at its place; null is none of that. All are of the
    /// model's own distribution, before temperature, penalties, biases, cut-offs and grammar.
    /// </summary>
    public int? TopLogprobs { get; init; }

    /// <summary>What the answer must look like.</summary>
    public ResponseFormat ResponseFormat { get; init; } = ResponseFormat.Text;

    /// <summary>Functions that the model may ask to be called; null for none. They leave no room for a <see cref="ResponseFormat"/>.</summary>
    public ToolUse? Tools { get; init; }

    /// <summary>What a chat's template gets beside messages and tools; null for nothing.</summary>
    public TemplateArguments? TemplateArguments { get; init; }

    /// <summary>What becomes of the reasoning of a model that reasons, where the prompt is a chat.</summary>
    public ReasoningFormat ReasoningFormat { get; init; }

    /// <summary>How the model's reasoning is read; null where there is none to read. The model itself knows.</summary>
    internal ReasoningUse? Reasoning { get; init; }

    /// <summary>The grammar of the whole answer; null where every text will do.</summary>
    internal GrammarProgram? Grammar =>
        ResponseFormat.Program is { } program
            ? Reasoning?.Around(program, !IsAddressed && ResponseFormat is not ResponseFormat.OfToolCalls { HasText: false }) ?? program : null;

    /// <summary>Whether calls are told from text by what stands in front of that, which is then a part of their grammar.</summary>
    internal bool IsAddressed => ResponseFormat is ResponseFormat.OfToolCalls { Family.Form.TextOpening: not null };

    /// <summary>How the answer is computed: whoever gives a seed wants the same one again, which only steps of its own give.</summary>
    public ComputePath Path => Seed is null ? ComputePath.Batched : ComputePath.Pinned;

    /// <summary>Every option that is outside its range; empty when all is well.</summary>
    public static IReadOnlyList<OptionFault> Validate(GenerationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionFault?[] faults =
        [
            OptionFault.OutOfRange(nameof(MaxTokens), options.MaxTokens, OptionRanges.MaxTokens),
            OptionFault.OutOfRange(nameof(Temperature), options.Temperature, OptionRanges.Temperature),
            OptionFault.OutOfRange(nameof(TopP), options.TopP, OptionRanges.TopP),
            OptionFault.OutOfRange(nameof(TopK), options.TopK, OptionRanges.TopK),
            OptionFault.OutOfRange(nameof(MinP), options.MinP, OptionRanges.MinP),
            OptionFault.OutOfRange(nameof(Seed), options.Seed ?? 0, OptionRanges.Seed),
            OptionFault.OutOfRange(nameof(RepeatPenalty), options.RepeatPenalty, OptionRanges.RepeatPenalty),
            OptionFault.OutOfRange(nameof(FrequencyPenalty), options.FrequencyPenalty, OptionRanges.FrequencyPenalty),
            OptionFault.OutOfRange(nameof(PresencePenalty), options.PresencePenalty, OptionRanges.PresencePenalty),
            OptionFault.OutOfRange(nameof(RepeatLastN), options.RepeatLastN, OptionRanges.RepeatLastN),
            OptionFault.OutOfRange(nameof(TypicalP), options.TypicalP, OptionRanges.TypicalP),
            OptionFault.OutOfRange(nameof(Mirostat), options.Mirostat, OptionRanges.Mirostat),
            OptionFault.OutOfRange(nameof(MirostatTau), options.MirostatTau, OptionRanges.MirostatTau),
            OptionFault.OutOfRange(nameof(MirostatEta), options.MirostatEta, OptionRanges.MirostatEta),
            AnswersFault(options.Answers, MaxAnswers),
            OptionFault.OutOfRange(nameof(TopLogprobs), options.TopLogprobs ?? 0, OptionRanges.TopLogprobs),
            StopFault(options.Stop),
            LogitBiasFault(options.LogitBias, int.MaxValue),
            options is { Tools: not null, ResponseFormat: not (null or ResponseFormat.OfText) }
                ? new OptionFault(nameof(ResponseFormat), "a format", "text beside tools") : null,
            options.TemplateArguments?.FindFault(),
            options.ResponseFormat is null ? new OptionFault(nameof(ResponseFormat), "null", "a format") : options.ResponseFormat.FindFault(),
        ];
        return [.. faults.OfType<OptionFault>()];
    }

    /// <summary>Every option that is outside its range, or that the model does not have.</summary>
    public static IReadOnlyList<OptionFault> Validate(GenerationOptions options, ModelDescription model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var faults = Validate(options);
        if (faults.Count > 0) return faults;

        OptionFault?[] beyond =
        [
            LogitBiasFault(options.LogitBias, model.VocabularySize),
            AnswersFault(options.Answers, Math.Min(MaxAnswers, model.Parallel)),
            options.Tools?.FindFault(model),
        ];
        return [.. beyond.OfType<OptionFault>()];
    }

    // OpenAI's name of it, which all who ask use.
    private static OptionFault? AnswersFault(int answers, int most) => OptionFault.OutOfRange("N", answers, OptionRanges.Answers with { Most = most });

    private static OptionFault? LogitBiasFault(IReadOnlyDictionary<int, double>? biases, int vocabularySize)
    {
        var allowed = $"up to {MaxLogitBiases} tokens, each with -100 to 100 or never";
        if (biases is null) return new OptionFault(nameof(LogitBias), "null", allowed);
        if (biases.Count > MaxLogitBiases) return new OptionFault(nameof(LogitBias), $"{biases.Count} tokens", allowed);
        foreach (var (token, bias) in biases)
        {
            if (token < 0 || token >= vocabularySize)
                return new OptionFault(nameof(LogitBias), $"for the token {token}", $"tokens 0 to {vocabularySize - 1}");
            if (bias is not (>= -100 and <= 100) && !double.IsNegativeInfinity(bias))
            {
                var given = string.Create(CultureInfo.InvariantCulture, $"{bias} for the token {token}");
                return new OptionFault(nameof(LogitBias), given, allowed);
            }
        }

        return null;
    }

    private static OptionFault? StopFault(IReadOnlyList<string>? stop)
    {
        var allowed = $"up to {MaxStopStrings} strings of 1 to {MaxStopLength} characters";
        if (stop is null) return new OptionFault(nameof(Stop), "null", allowed);
        if (stop.Count > MaxStopStrings) return new OptionFault(nameof(Stop), $"{stop.Count} strings", allowed);

        var odd = stop.FirstOrDefault(text => text is null || text.Length is 0 or > MaxStopLength, "fits");
        return odd == "fits" ? null : new OptionFault(nameof(Stop), $"a string of {odd?.Length ?? 0} characters", allowed);
    }
}
