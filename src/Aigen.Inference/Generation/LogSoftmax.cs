using System.Numerics;

namespace Aigen.Inference;

/// <summary>What turns logits into logarithms of probabilities.</summary>
internal static unsafe class LogSoftmax
{
    /// <summary>ln of the sum of e^logit: a token's logarithm of probability is its logit less this.</summary>
    public static float Normaliser(float* logits, int count)
    {
        // Taken off first, so that no power overflows.
        var highest = Highest(logits, count);
        var (at, sums) = (0, Vector<float>.Zero);
        for (; at <= count - Vector<float>.Count; at += Vector<float>.Count) sums += Vector.Exp(Vector.Load(logits + at) - new Vector<float>(highest));
        var sum = (double)Vector.Sum(sums);
        for (; at < count; at++) sum += Math.Exp(logits[at] - highest);
        return highest + (float)Math.Log(sum);
    }

    private static float Highest(float* logits, int count)
    {
        var (at, best) = (0, new Vector<float>(float.NegativeInfinity));
        for (; at <= count - Vector<float>.Count; at += Vector<float>.Count) best = Vector.Max(best, Vector.Load(logits + at));
        var highest = float.NegativeInfinity;
        for (var lane = 0; lane < Vector<float>.Count; lane++) highest = Math.Max(highest, best[lane]);
        for (; at < count; at++) highest = Math.Max(highest, logits[at]);
        return highest;
    }
}
