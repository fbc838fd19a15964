using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>What is measured of who asks the models for something: what is refused, and what is billed.</summary>
public static class DeskInstruments
{
    public static readonly Meter Meter = new("Aigen.Metering");

    internal static readonly ActivitySource Traces = new("Aigen.Metering");

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "aigen.desk.refusals", "{request}", "Requests to models that were refused, by the reason.");

    private static readonly Counter<long> Receipts = Meter.CreateCounter<long>(
        "aigen.desk.receipts", "{receipt}", "Bills, by what paid for them and how the answer ended.");

    private static readonly Counter<long> Tokens = Meter.CreateCounter<long>(
        "aigen.desk.tokens", "{token}", "Tokens that were billed, by what paid for them and their kind: prompt or completion.");

    private static readonly Counter<long> Revenue = Meter.CreateCounter<long>(
        "aigen.desk.revenue", "{microaigen}", "Millionths of an AIGEN that were taken from credits, or were paid for batch jobs that have their answer.");

    internal static UpDownCounter<long> Running { get; } = Meter.CreateUpDownCounter<long>(
        "aigen.desk.running", "{request}", "Requests that have tokens set aside and are not settled.");

    internal static DeskRefusal Counted(this DeskRefusal refusal)
    {
        Refusals.Add(1, new KeyValuePair<string, object?>("reason", JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.GetType().Name)));
        return refusal;
    }

    internal static void Count(Receipt receipt)
    {
        var funding = new KeyValuePair<string, object?>("funding", receipt.Funding.ToString().ToLowerInvariant());
        Receipts.Add(1, funding, new KeyValuePair<string, object?>("end", receipt.End.ToString().ToLowerInvariant()));
        Tokens.Add(receipt.PromptTokens, funding, new KeyValuePair<string, object?>("kind", "prompt"));
        Tokens.Add(receipt.CompletionTokens, funding, new KeyValuePair<string, object?>("kind", "completion"));
        Revenue.Add((long)receipt.Price);
    }
}
