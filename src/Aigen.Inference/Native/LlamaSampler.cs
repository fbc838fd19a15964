using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>The samplers of llama.h. A sampler that was added to a chain belongs to the chain.</summary>
internal static unsafe partial class LlamaSampler
{
    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_chain_default_params")]
    public static partial LlamaSamplerChainParams ChainDefaultParams();

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_chain_init")]
    public static partial SamplerChainHandle ChainInit(LlamaSamplerChainParams parameters);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_chain_add")]
    public static partial void ChainAdd(SamplerChainHandle chain, nint sampler);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_init_greedy")]
    public static partial nint InitGreedy();

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_init_dist")]
    public static partial nint InitDist(uint seed);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_init_top_k")]
    public static partial nint InitTopK(int k);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_init_top_p")]
    public static partial nint InitTopP(float p, nuint minKeep);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_init_min_p")]
    public static partial nint InitMinP(float p, nuint minKeep);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_init_temp")]
    public static partial nint InitTemp(float temperature);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_init_penalties")]
    public static partial nint InitPenalties(int vocabularySize, int lastN, float repeat, float frequency, float presence);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_init_typical")]
    public static partial nint InitTypical(float p, nuint minKeep);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_init_mirostat")]
    public static partial nint InitMirostat(int vocabularySize, uint seed, float tau, float eta, int candidates);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_init_mirostat_v2")]
    public static partial nint InitMirostat2(uint seed, float tau, float eta);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_init_logit_bias")]
    public static partial nint InitLogitBias(int vocabularySize, int count, LlamaLogitBias* biases);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_accept")]
    public static partial void Accept(SamplerChainHandle chain, int token);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_apply")]
    public static partial void Apply(SamplerChainHandle chain, LlamaTokenDataArray* candidates);
}
