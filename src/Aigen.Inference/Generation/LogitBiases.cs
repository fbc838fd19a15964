using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>The biases of a request as llama.cpp wants them.</summary>
internal static unsafe class LogitBiases
{
    /// <summary>Those asked for; with ignore_eos, the tokens that end an answer get minus infinity.</summary>
    public static LlamaLogitBias[] Of(GenerationOptions options, Vocabulary vocabulary)
    {
        var biases = new Dictionary<int, float>();
        foreach (var (token, bias) in options.LogitBias) biases[token] = (float)bias;
        if (options.IgnoreEos)
            foreach (var end in vocabulary.EndsOfGeneration)
                biases[end] = float.NegativeInfinity;
        return [.. biases.Select(pair => new LlamaLogitBias { Token = pair.Key, Bias = pair.Value })];
    }

    /// <summary>llama.cpp copies the biases.</summary>
    public static nint Sampler(LlamaLogitBias[] biases, int vocabularySize)
    {
        fixed (LlamaLogitBias* first = biases) return LlamaSampler.InitLogitBias(vocabularySize, biases.Length, first);
    }
}
