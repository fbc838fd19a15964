using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>What is computed, and the words of its bill.</summary>
internal sealed record CompletionJob(ModelLease Lease, Hash256 ModelHash, PreparedPrompt Prompt, GenerationOptions Options, Hash256 RequestHash)
{
    public ILanguageModel Model => Lease.Model;

    /// <summary>The receipt but for price, time and signature, which the book adds.</summary>
    public Receipt Bill(ReceiptId id, Reservation reservation, DeliveredAnswers delivered, CompletionEnd end) => new()
    {
        Id = id,
        Payer = reservation.Wallet,
        Model = ModelHash,
        Request = RequestHash,
        Output = delivered.OutputHash,
        Sampling = SamplingOf(reservation, delivered.FirstSeed ?? Options.Seed ?? 0),
        PromptTokens = (uint)Prompt.Tokens.Count,
        CachedTokens = (uint)delivered.CachedTokens,
        CompletionTokens = (uint)delivered.CompletionTokens,
        End = end,
        IsPinned = Options.Path == ComputePath.Pinned,
        Funding = reservation.Funding,
        Price = 0,
        Reservation = reservation.MicroAigen,
        Timestamp = 0,
        Node = default,
    };

    private Sampling SamplingOf(Reservation reservation, uint seed) => new()
    {
        MaxTokens = (uint)reservation.MaxTokens,
        TemperatureMillionths = Sampling.Millionths(Options.Temperature),
        TopPMillionths = Sampling.Millionths(Options.TopP),
        TopK = (uint)Options.TopK,
        MinPMillionths = Sampling.Millionths(Options.MinP),
        RepeatPenaltyMillionths = Sampling.Millionths(Options.RepeatPenalty),
        FrequencyPenaltyMillionths = Sampling.Millionths(Options.FrequencyPenalty),
        PresencePenaltyMillionths = Sampling.Millionths(Options.PresencePenalty),
        Seed = seed,
    };
}
