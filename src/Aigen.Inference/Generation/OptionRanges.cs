namespace Aigen.Inference;

/// <summary>What the options of <see cref="GenerationOptions"/> that are numbers may be, for whoever documents or checks them.</summary>
public static class OptionRanges
{
    public static OptionRange<int> MaxTokens { get; } = new(1, int.MaxValue);

    public static OptionRange<double> Temperature { get; } = new(0, 2);

    public static OptionRange<double> TopP { get; } = new(0, 1);

    public static OptionRange<int> TopK { get; } = new(0, 1000);

    public static OptionRange<double> MinP { get; } = new(0, 1);

    /// <summary>LLAMA_DEFAULT_SEED, the last value, means "draw one" to llama.cpp: the seed reported would not be the one used.</summary>
    public static OptionRange<uint> Seed { get; } = new(0, uint.MaxValue - 1);

    public static OptionRange<double> RepeatPenalty { get; } = new(0.5, 2);

    public static OptionRange<double> FrequencyPenalty { get; } = new(-2, 2);

    public static OptionRange<double> PresencePenalty { get; } = new(-2, 2);

    public static OptionRange<int> RepeatLastN { get; } = new(0, 32768);

    public static OptionRange<double> TypicalP { get; } = new(0, 1);

    public static OptionRange<int> Mirostat { get; } = new(0, 2);

    public static OptionRange<double> MirostatTau { get; } = new(0, 20);

    public static OptionRange<double> MirostatEta { get; } = new(0, 1);

    /// <summary>A model that computes fewer at the same time allows fewer.</summary>
    public static OptionRange<int> Answers { get; } = new(1, GenerationOptions.MaxAnswers);

    public static OptionRange<int> TopLogprobs { get; } = new(0, GenerationOptions.MaxTopLogprobs);
}
