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
    public static SamplerChainHandle Create(GenerationOptions options, uint seed, int vocabularySize)
    {
        var chain = LlamaSampler.ChainInit(LlamaSampler.ChainDefaultParams());
        if (UsesPenalties(options)) LlamaSampler.ChainAdd(chain, Penalties(options, vocabularySize));
        if (options.Temperature == 0)
        {
            LlamaSampler.ChainAdd(chain, LlamaSampler.InitGreedy());
            return chain;
        }

        if (options.TopK > 0) LlamaSampler.ChainAdd(chain, LlamaSampler.InitTopK(options.TopK));
        if (options.TopP < 1) LlamaSampler.ChainAdd(chain, LlamaSampler.InitTopP((float)options.TopP, 1));
        if (options.MinP > 0) LlamaSampler.ChainAdd(chain, LlamaSampler.InitMinP((float)options.MinP, 1));
        LlamaSampler.ChainAdd(chain, LlamaSampler.InitTemp((float)options.Temperature));
        LlamaSampler.ChainAdd(chain, LlamaSampler.InitDist(seed));
        return chain;
    }

    /// <summary>Shows the chain the end of the prompt, which the penalties look back on.</summary>
    public static void AcceptPrompt(SamplerChainHandle chain, GenerationOptions options, IReadOnlyList<int> prompt)
    {
        if (!UsesPenalties(options)) return;
        for (var i = Math.Max(0, prompt.Count - options.RepeatLastN); i < prompt.Count; i++) LlamaSampler.Accept(chain, prompt[i]);
    }

    private static bool UsesPenalties(GenerationOptions options) =>
        options.RepeatLastN > 0 && (options.RepeatPenalty != 1 || options.FrequencyPenalty != 0 || options.PresencePenalty != 0);

    private static nint Penalties(GenerationOptions options, int vocabularySize) => LlamaSampler.InitPenalties(
        vocabularySize, options.RepeatLastN, (float)options.RepeatPenalty, (float)options.FrequencyPenalty, (float)options.PresencePenalty);
}
