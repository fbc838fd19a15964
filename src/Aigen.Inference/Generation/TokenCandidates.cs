using System.Buffers;
using System.Numerics;
using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>The tokens that a sampler chain chooses among, and their logits.</summary>
internal sealed unsafe class TokenCandidates(int vocabularySize) : IDisposable
{
    // Two megabytes for a large vocabulary: not to be made anew for each request.
    private readonly LlamaTokenData[] _tokens = ArrayPool<LlamaTokenData>.Shared.Rent(vocabularySize);

    public int Count { get; private set; }

    /// <summary>The first token; the only one, where there is but one.</summary>
    public int First => _tokens[0].Id;

    /// <summary>Takes every token.</summary>
    public void Fill(float* logits)
    {
        for (var token = 0; token < vocabularySize; token++) _tokens[token] = new LlamaTokenData { Id = token, Logit = logits[token] };
        Count = vocabularySize;
    }

    /// <summary>Takes the tokens whose bits are set.</summary>
    public void Fill(float* logits, ReadOnlySpan<ulong> allowed)
    {
        Count = 0;
        for (var word = 0; word < allowed.Length; word++)
            for (var bits = allowed[word]; bits != 0; bits &= bits - 1)
                Add(logits, (word * 64) + BitOperations.TrailingZeroCount(bits));
    }

    /// <summary>Adds a token.</summary>
    public void Add(float* logits, int token) => _tokens[Count++] = new LlamaTokenData { Id = token, Logit = logits[token] };

    /// <summary>Lets the chain choose.</summary>
    public int Choose(SamplerChainHandle chain)
    {
        fixed (LlamaTokenData* tokens = _tokens)
        {
            var candidates = new LlamaTokenDataArray { Data = tokens, Size = (nuint)Count, Selected = -1 };
            LlamaSampler.Apply(chain, &candidates);
            return candidates.Selected >= 0 && candidates.Selected < (long)candidates.Size
                ? candidates.Data[candidates.Selected].Id : throw new InferenceException("the samplers chose no token");
        }
    }

    public void Dispose() => ArrayPool<LlamaTokenData>.Shared.Return(_tokens);
}
