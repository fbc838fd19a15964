using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>How the tokens of a completion were drawn. Ratios are whole millionths, since nothing that is hashed holds a float.</summary>
public sealed record Sampling
{
    /// <summary>Nothing was drawn.</summary>
    public static Sampling None { get; } = new()
    {
        MaxTokens = 0,
        TemperatureMillionths = 0,
        TopPMillionths = 0,
        TopK = 0,
        MinPMillionths = 0,
        RepeatPenaltyMillionths = 0,
        FrequencyPenaltyMillionths = 0,
        PresencePenaltyMillionths = 0,
        Seed = 0,
    };

    /// <summary>The most tokens of each answer.</summary>
    public required uint MaxTokens { get; init; }

    /// <summary>0 is greedy.</summary>
    public required long TemperatureMillionths { get; init; }

    public required long TopPMillionths { get; init; }

    public required uint TopK { get; init; }

    public required long MinPMillionths { get; init; }

    public required long RepeatPenaltyMillionths { get; init; }

    public required long FrequencyPenaltyMillionths { get; init; }

    public required long PresencePenaltyMillionths { get; init; }

    /// <summary>The seed that was used, also where the client named none; of several answers the first one's.</summary>
    public required uint Seed { get; init; }

    public static long Millionths(double ratio) => (long)Math.Round(ratio * 1_000_000);

    public void WriteTo(WireWriter writer) => writer
        .UInt32(MaxTokens).Int64(TemperatureMillionths).Int64(TopPMillionths).UInt32(TopK).Int64(MinPMillionths)
        .Int64(RepeatPenaltyMillionths).Int64(FrequencyPenaltyMillionths).Int64(PresencePenaltyMillionths).UInt32(Seed);

    public static Sampling ReadFrom(ref WireReader reader) => new()
    {
        MaxTokens = reader.UInt32(),
        TemperatureMillionths = reader.Int64(),
        TopPMillionths = reader.Int64(),
        TopK = reader.UInt32(),
        MinPMillionths = reader.Int64(),
        RepeatPenaltyMillionths = reader.Int64(),
        FrequencyPenaltyMillionths = reader.Int64(),
        PresencePenaltyMillionths = reader.Int64(),
        Seed = reader.UInt32(),
    };
}
