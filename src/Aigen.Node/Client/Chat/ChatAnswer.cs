using System.Text.Json;

namespace Aigen.Node.Client.Chat;

/// <summary>What came of a question.</summary>
/// <param name="Finish">The last message of the stream, with usage and receipt; null where the answer was cancelled.</param>
internal sealed record ChatAnswer(string Text, JsonElement? Finish)
{
    /// <summary>What the answer took and what it cost, on one line.</summary>
    public string Describe()
    {
        if (Finish is not { } finish)
        {
            return "cancelled: what was delivered is billed, nothing more";
        }

        var usage = finish.Field("usage");
        var tokens = $"{usage.Text("prompt_tokens")} prompt + {usage.Text("completion_tokens")} answer tokens, {finish.Text("finish_reason")}";
        return $"{tokens}{Price(finish)}, {finish.Text("id")}";
    }

    private static string Price(JsonElement finish)
    {
        const decimal MicroPerAigen = 1_000_000;
        if (!finish.TryGetProperty("receipt", out var receipt) || receipt.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        return receipt.Text("funding") == "credit"
            ? $", {receipt.UInt64("price_micro_aigen") / MicroPerAigen:0.000000} AIGEN"
            : ", from the monthly quota";
    }
}
