namespace Aigen.Inference;

/// <summary>Texts on their way through the embedding engine.</summary>
internal sealed class EmbeddingRequest(IReadOnlyList<int[]> texts, int dimensions, int weight, CancellationToken cancellationToken) : IWeighted
{
    private readonly TaskCompletionSource<IReadOnlyList<float[]>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _abandoned;

    /// <summary>The tokens of each.</summary>
    public IReadOnlyList<int[]> Texts => texts;

    /// <summary>Numbers wanted of each.</summary>
    public int Dimensions => dimensions;

    public int Weight => weight;

    public int Answers => 1;

    public Task<IReadOnlyList<float[]>> Done => _done.Task;

    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsCancelled => _abandoned || cancellationToken.IsCancellationRequested;

    public void Abandon() => _abandoned = true;

    public void End(IReadOnlyList<float[]> embeddings) => _done.TrySetResult(embeddings);

    public void Fail(Exception reason) => _done.TrySetException(reason);
}
