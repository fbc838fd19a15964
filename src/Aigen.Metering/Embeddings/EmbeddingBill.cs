using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>The words of the bill for embeddings: prompt tokens only, and nothing was drawn.</summary>
internal static class EmbeddingBill
{
    /// <summary>The receipt but for price, time and signature, which the book adds.</summary>
    public static Receipt Of(Reservation reservation, Hash256 model, Hash256 request, int tokens, IReadOnlyList<float[]> embeddings) => new()
    {
        Id = ReceiptId.New(),
        Payer = reservation.Wallet,
        Model = model,
        Request = request,
        Output = EmbeddingBytes.Hash(embeddings),
        Sampling = Sampling.None,
        PromptTokens = (uint)tokens,
        CachedTokens = 0,
        CompletionTokens = 0,
        End = CompletionEnd.Embedding,
        // Each text is computed by itself, always in the same steps.
        IsPinned = true,
        Funding = reservation.Funding,
        Price = 0,
        Reservation = reservation.MicroAigen,
        Timestamp = 0,
        Node = default,
    };
}
