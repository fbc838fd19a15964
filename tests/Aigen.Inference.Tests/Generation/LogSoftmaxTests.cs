namespace Aigen.Inference.Tests.Generation;

public sealed class LogSoftmaxTests
{
    [Theory]
    [InlineData(1, 0f)]
    [InlineData(37, 1000f)]
    [InlineData(49152, -1000f)]
    public void Normaliser_EqualLogits_IsTheLogitAndTheLogarithmOfTheirNumber(int count, float logit)
    {
        var logits = Enumerable.Repeat(logit, count).ToArray();

        Assert.Equal(logit + Math.Log(count), Of(logits), 1e-3);
    }

    [Fact]
    public void Normaliser_AnyLogits_IsWhatTheSumInDoublesIs()
    {
        var random = new Random(1);
        float[] logits = [.. Enumerable.Range(0, 4099).Select(_ => (float)((random.NextDouble() * 60) - 30)), float.NegativeInfinity];

        Assert.Equal(Math.Log(logits.Sum(logit => Math.Exp(logit))), Of(logits), 1e-4);
    }

    private static unsafe float Of(float[] logits)
    {
        fixed (float* first = logits) return LogSoftmax.Normaliser(first, logits.Length);
    }
}
