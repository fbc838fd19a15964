namespace Aigen.Inference.Tests.Embeddings;

public sealed class EmbeddingPoolTests
{
    private static readonly float[][] Tokens = [[3, 0, 4], [0, 2, 0], [3, 1, 0]];

    [Theory]
    [InlineData(Pooling.Mean, 3, new[] { 6f, 3f, 4f }, 61)]
    [InlineData(Pooling.First, 3, new[] { 3f, 0f, 4f }, 25)]
    [InlineData(Pooling.Last, 3, new[] { 3f, 1f, 0f }, 10)]
    [InlineData(Pooling.First, 2, new[] { 3f, 0f }, 9)]
    [InlineData(Pooling.Mean, 1, new[] { 6f }, 36)]
    public void Take_OfThreeTokens_IsWhatThePoolingSaysAtLengthOne(Pooling pooling, int count, float[] direction, int squaredLength)
    {
        var pool = new EmbeddingPool(pooling, 3);
        foreach (var token in Tokens) pool.Add(token);

        Assert.Equal(direction.Select(number => number / Math.Sqrt(squaredLength)), pool.Take(count).Select(number => (double)number), Near);
    }

    [Fact]
    public void Take_OfNothingButZeros_IsZeros()
    {
        var pool = new EmbeddingPool(Pooling.Mean, 2);
        pool.Add([0, 0]);

        Assert.Equal([0, 0], pool.Take(2));
    }

    private static bool Near(double expected, double given) => Math.Abs(expected - given) < 1e-6;
}
