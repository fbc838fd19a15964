namespace Aigen.Inference;

/// <summary>How to continue a prompt.</summary>
public sealed record GenerationOptions
{
    /// <summary>The most stop strings a request may have (llama.cpp sets no limit; OpenAI allows 4).</summary>
    public const int MaxStopStrings = 16;

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

    /// <summary>Every option that is outside its range; empty when all is well.</summary>
    public static IReadOnlyList<OptionFault> Validate(GenerationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionFault?[] faults =
        [
            OptionFault.OutOfRange(nameof(MaxTokens), options.MaxTokens, 1, int.MaxValue),
            OptionFault.OutOfRange(nameof(Temperature), options.Temperature, 0, 2),
            OptionFault.OutOfRange(nameof(TopP), options.TopP, 0, 1),
            OptionFault.OutOfRange(nameof(TopK), options.TopK, 0, 1000),
            OptionFault.OutOfRange(nameof(MinP), options.MinP, 0, 1),
            // LLAMA_DEFAULT_SEED, the last value, means "draw one" to llama.cpp: the seed reported would not be the one used.
            OptionFault.OutOfRange(nameof(Seed), options.Seed ?? 0, 0, uint.MaxValue - 1),
            OptionFault.OutOfRange(nameof(RepeatPenalty), options.RepeatPenalty, 0.5, 2),
            OptionFault.OutOfRange(nameof(FrequencyPenalty), options.FrequencyPenalty, -2, 2),
            OptionFault.OutOfRange(nameof(PresencePenalty), options.PresencePenalty, -2, 2),
            OptionFault.OutOfRange(nameof(RepeatLastN), options.RepeatLastN, 0, 32768),
            StopFault(options.Stop),
        ];
        return [.. faults.OfType<OptionFault>()];
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
