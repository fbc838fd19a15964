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

    public ReadOnlySpan<LlamaTokenData> Tokens => _tokens.AsSpan(0, Count);

    /// <summary>The first token; the only one, where there is but one.</summary>
    public int First => _tokens[0].Id;

    /// <summary>Takes every token.</summary>
    public void Fill(float* logits)
    {
        for (var token = 0; token < vocabularySize; token++) _tokens[token] = new LlamaTokenData { Id = token, Logit = logits[token] };
        Count = vocabularySize;
    }

    /// <summary>Takes the likeliest tokens alone, the likeliest first: most of the time of a choice is spent on all the others.</summary>
    public void FillBest(float* logits, int count)
    {
        Count = 0;
        var (token, least) = (0, float.NegativeInfinity);
        for (; token <= vocabularySize - Vector<float>.Count; token += Vector<float>.Count)
        {
            if (!Vector.GreaterThanAny(Vector.Load(logits + token), new Vector<float>(least))) continue;
            for (var lane = 0; lane < Vector<float>.Count; lane++) least = Consider(logits, token + lane, count, least);
        }

        for (; token < vocabularySize; token++) least = Consider(logits, token, count, least);
        Keep(count);
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

    /// <returns>The logit that a token must exceed to be among the best.</returns>
    private float Consider(float* logits, int token, int count, float least)
    {
        if (!(logits[token] > least)) return least;
        Add(logits, token);
        return Count < 2 * count ? least : Keep(count);
    }

    private float Keep(int count)
    {
        _tokens.AsSpan(0, Count).Sort(static (a, b) => a.Logit == b.Logit ? a.Id - b.Id : b.Logit.CompareTo(a.Logit));
        Count = Math.Min(Count, count);
        return Count == count ? _tokens[count - 1].Logit : float.NegativeInfinity;
    }

    public void Dispose() => ArrayPool<LlamaTokenData>.Shared.Return(_tokens);
}
