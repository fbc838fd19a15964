using System.ComponentModel;
using Aigen.Primitives;

namespace Aigen.Rpc.Views;

/// <summary>A receipt, whole: with this and docs/formats.md anybody can compute its hash and check the node's signature.</summary>
internal sealed record ReceiptView(
    string Id, string Payer, string ModelSha256, string RequestHash, string OutputHash, SamplingView Sampling, uint PromptTokens, uint CachedTokens,
    uint CompletionTokens, string End,
    [property: Description("pinned where a seed was given, else batched.")] string ComputedAs,
    [property: Description("What paid: quota, credit or batch.")] string Funding,
    [property: Description("1,000,000 to the AIGEN.")] ulong PriceMicroAigen,
    ulong ReservationMicroAigen, long Timestamp,
    [property: Description("The public key that signed it.")] string Node,
    string ReceiptHash, string Signature)
{
    public static ReceiptView Of(Receipt receipt) => new(
        receipt.Id.ToString(), receipt.Payer.ToString(), receipt.Model.ToString(), receipt.Request.ToString(), receipt.Output.ToString(),
        SamplingView.Of(receipt.Sampling), receipt.PromptTokens, receipt.CachedTokens, receipt.CompletionTokens, Lower(receipt.End), receipt.IsPinned ? "pinned" : "batched",
        Lower(receipt.Funding), receipt.Price, receipt.Reservation, receipt.Timestamp, receipt.Node.ToString(), receipt.Hash.ToString(),
        receipt.Signature.ToString());

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>Ratios are exact decimals: the receipt holds whole millionths.</summary>
internal sealed record SamplingView(
    uint MaxTokens, decimal Temperature, decimal TopP, uint TopK, decimal MinP, decimal RepeatPenalty, decimal FrequencyPenalty,
    decimal PresencePenalty, uint Seed)
{
    public static SamplingView Of(Sampling sampling) => new(
        sampling.MaxTokens, Ratio(sampling.TemperatureMillionths), Ratio(sampling.TopPMillionths), sampling.TopK, Ratio(sampling.MinPMillionths),
        Ratio(sampling.RepeatPenaltyMillionths), Ratio(sampling.FrequencyPenaltyMillionths), Ratio(sampling.PresencePenaltyMillionths),
        sampling.Seed);

    private static decimal Ratio(long millionths) => millionths / 1_000_000m;
}
