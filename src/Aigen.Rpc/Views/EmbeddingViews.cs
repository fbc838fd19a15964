using System.ComponentModel;
using Aigen.Metering;

namespace Aigen.Rpc.Views;

internal static class EmbeddingAnswerView
{
    public static EmbeddingAnswerView<T> Of<T>(EmbeddingAnswer answer, DateTimeOffset now, Func<float[], T> write) => new(
        answer.Receipt.Id.ToString(), answer.ModelId, now.ToUnixTimeSeconds(),
        [.. answer.Embeddings.Select((embedding, index) => new EmbeddingView<T>(index, write(embedding)))],
        new EmbeddingUsageView(answer.Receipt.PromptTokens, answer.Receipt.PromptTokens), ReceiptView.Of(answer.Receipt));
}

/// <typeparam name="T">Numbers, or text in base64.</typeparam>
internal sealed record EmbeddingAnswerView<T>(
    string Id, string ModelId, long Created, IReadOnlyList<EmbeddingView<T>> Data, EmbeddingUsageView Usage, ReceiptView Receipt);

internal sealed record EmbeddingView<T>(int Index, [property: Description("Numbers, or text in base64.")] T Embedding);

internal sealed record EmbeddingUsageView(uint PromptTokens, uint TotalTokens);
