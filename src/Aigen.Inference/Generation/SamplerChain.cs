using System.Security.Cryptography;
using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>Builds llama.cpp's sampler chain for a request's options.</summary>
internal static class SamplerChain
{
    /// <summary>The seed to use: the one given, or one drawn at random.</summary>
    public static uint ChooseSeed(GenerationOptions options) =>
        options.Seed ?? (uint)RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>The chain, in the order in which llama.cpp's own server applies it.</summary>
    public static SamplerChainHandle Create(GenerationOptions options, uint seed, Vocabulary vocabulary)
    {
        var chain = LlamaSampler.ChainInit(LlamaSampler.ChainDefaultParams());
        foreach (var sampler in Samplers(options, seed, vocabulary)) LlamaSampler.ChainAdd(chain, sampler);
        return chain;
    }

    /// <summary>How many of the likeliest tokens the chain can choose among; 0 where it looks at all of them.</summary>
    public static int TokensThatMatter(GenerationOptions options, Vocabulary vocabulary)
    {
        var biases = LogitBiases.Of(options, vocabulary);
        if (UsesPenalties(options) || biases.Any(bias => bias.Bias > 0)) return 0;

        // A bias may take so many of the likeliest away, and adds none.
        var best = options.Temperature == 0 ? 1 : options.Mirostat > 0 ? 0 : options.TopK;
        return best == 0 || 2 * (best + biases.Length) > vocabulary.Size ? 0 : best + biases.Length;
    }

    /// <summary>Shows the chain the end of the prompt, which the penalties look back on.</summary>
    public static void AcceptPrompt(SamplerChainHandle chain, GenerationOptions options, IReadOnlyList<int> prompt)
    {
        if (!UsesPenalties(options)) return;
        for (var i = Math.Max(0, prompt.Count - options.RepeatLastN); i < prompt.Count; i++) LlamaSampler.Accept(chain, prompt[i]);
    }

    private static IEnumerable<nint> Samplers(GenerationOptions options, uint seed, Vocabulary vocabulary)
    {
        var biases = LogitBiases.Of(options, vocabulary);
        if (biases.Length > 0) yield return LogitBiases.Sampler(biases, vocabulary.Size);
        // Mirostat's place for penalties and cut-offs is none: it does their work. Greedy wins over it, as a temperature of 0 would.
        if (options.Temperature > 0 && options.Mirostat > 0)
        {
            yield return LlamaSampler.InitTemp((float)options.Temperature);
            yield return Mirostat(options, seed, vocabulary.Size);
            yield break;
        }

        if (UsesPenalties(options)) yield return Penalties(options, vocabulary.Size);
        if (options.Temperature == 0)
        {
            yield return LlamaSampler.InitGreedy();
            yield break;
        }

        if (options.TopK > 0) yield return LlamaSampler.InitTopK(options.TopK);
        if (options.TypicalP < 1) yield return LlamaSampler.InitTypical((float)options.TypicalP, 1);
        if (options.TopP < 1) yield return LlamaSampler.InitTopP((float)options.TopP, 1);
        if (options.MinP > 0) yield return LlamaSampler.InitMinP((float)options.MinP, 1);
        yield return LlamaSampler.InitTemp((float)options.Temperature);
        yield return LlamaSampler.InitDist(seed);
    }

    private static nint Mirostat(GenerationOptions options, uint seed, int vocabularySize)
    {
        // The paper's m, which llama.cpp's server fixes too.
        const int Candidates = 100;
        var (tau, eta) = ((float)options.MirostatTau, (float)options.MirostatEta);
        return options.Mirostat == 1
            ? LlamaSampler.InitMirostat(vocabularySize, seed, tau, eta, Candidates)
            : LlamaSampler.InitMirostat2(seed, tau, eta);
    }

    private static bool UsesPenalties(GenerationOptions options) =>
        options.RepeatLastN > 0 && (options.RepeatPenalty != 1 || options.FrequencyPenalty != 0 || options.PresencePenalty != 0);

    private static nint Penalties(GenerationOptions options, int vocabularySize) => LlamaSampler.InitPenalties(
        vocabularySize, options.RepeatLastN, (float)options.RepeatPenalty, (float)options.FrequencyPenalty, (float)options.PresencePenalty);
}
