namespace Aigen.Inference;

/// <summary>Gathers the embeddings of a text's tokens, in order.</summary>
internal sealed class EmbeddingPool(Pooling pooling, int dimensions)
{
    private readonly double[] _sum = new double[dimensions];
    private int _tokens;

    public void Add(ReadOnlySpan<float> token)
    {
        _tokens++;
        if (pooling == Pooling.First && _tokens > 1) return;
        if (pooling == Pooling.Last) Array.Clear(_sum);
        for (var i = 0; i < _sum.Length; i++) _sum[i] += token[i];
    }

    /// <summary>The first numbers of the text's embedding, at length 1. So the sum does for the mean.</summary>
    public float[] Take(int count)
    {
        var first = _sum.AsSpan(0, count);
        var squares = 0.0;
        foreach (var number in first) squares += number * number;

        var length = squares > 0 ? Math.Sqrt(squares) : 1;
        var result = new float[count];
        for (var i = 0; i < count; i++) result[i] = (float)(first[i] / length);
        return result;
    }
}
