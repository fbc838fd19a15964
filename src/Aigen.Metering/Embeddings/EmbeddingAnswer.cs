using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>Embeddings, in the order of their texts, and the bill for them.</summary>
public sealed record EmbeddingAnswer(string ModelId, IReadOnlyList<float[]> Embeddings, Receipt Receipt);
