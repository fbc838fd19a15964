using Aigen.Inference.Grammars;
using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>Chooses the tokens of one answer. Owns its native state; one thread at a time.</summary>
/// <remarks>
/// A grammar is asked about the chosen token first, and only where that does not fit are all tokens asked about and one chosen anew: most
/// tokens that a model proposes fit, and asking about one is a thousand times cheaper. llama.cpp's server does the same.
/// </remarks>
internal sealed unsafe class TokenSampler : IDisposable
{
    private readonly Vocabulary _vocabulary;
    private readonly GenerationOptions _options;
    private readonly SamplerChainHandle _chain;
    private readonly TokenCandidates _candidates;
    private readonly GrammarConstraint? _grammar;
    private readonly int _best;

    public TokenSampler(Vocabulary vocabulary, GenerationOptions options, uint seed, IReadOnlyList<int> prompt)
    {
        (_vocabulary, _options) = (vocabulary, options);
        _candidates = new TokenCandidates(vocabulary.Size);
        _grammar = options.Grammar is { } grammar ? new GrammarConstraint(grammar, vocabulary) : null;
        _chain = SamplerChain.Create(options, seed, vocabulary);
        SamplerChain.AcceptPrompt(_chain, options, prompt);
        _best = SamplerChain.TokensThatMatter(options, vocabulary);
    }

    /// <summary>Whether the grammar took more work than an answer of this length may.</summary>
    public bool IsSpent => _grammar is { IsSpent: true };

    /// <summary>Chooses the next token from the logits of an output of the last batch; -1 is the last output.</summary>
    /// <exception cref="GrammarFailedException">No token continues the answer as its grammar asks, or too many ways lead on.</exception>
    public int Sample(ContextHandle context, int outputIndex)
    {
        var logits = LogitsOf(context, outputIndex);
        var token = Choose(logits);
        return _grammar is null || _grammar.Allows(token) ? token : SampleFitting(logits, _grammar);
    }

    /// <summary>Takes the token into the answer: the penalties look back on it, and the grammar goes on behind it.</summary>
    public void Accept(int token)
    {
        LlamaSampler.Accept(_chain, token);
        _grammar?.Accept(token);
    }

    /// <summary>How likely a token was at an output, as the model alone has it; null where the request does not ask.</summary>
    public RawLogprobs? Logprobs(ContextHandle context, int outputIndex, int token)
    {
        if (_options.TopLogprobs is not { } top) return null;

        var logits = LogitsOf(context, outputIndex);
        var normaliser = LogSoftmax.Normaliser(logits, _vocabulary.Size);
        if (top == 0) return new RawLogprobs(logits[token] - normaliser, []);

        _candidates.FillBest(logits, top);
        var likeliest = new (int, float)[_candidates.Count];
        for (var i = 0; i < likeliest.Length; i++) likeliest[i] = (_candidates.Tokens[i].Id, _candidates.Tokens[i].Logit - normaliser);
        return new RawLogprobs(logits[token] - normaliser, likeliest);
    }

    public void Dispose()
    {
        _chain.Dispose();
        _candidates.Dispose();
    }

    private static float* LogitsOf(ContextHandle context, int outputIndex)
    {
        var logits = Llama.GetLogitsIth(context, outputIndex);
        return logits is not null ? logits : throw new InferenceException($"llama.cpp has no logits for the output {outputIndex}");
    }

    private int Choose(float* logits)
    {
        if (_best == 0) _candidates.Fill(logits);
        else _candidates.FillBest(logits, _best);
        return _candidates.Count == 1 ? _candidates.First : _candidates.Choose(_chain);
    }

    private int SampleFitting(float* logits, GrammarConstraint grammar)
    {
        _candidates.Fill(logits, grammar.Allowed());
        var ends = _vocabulary.EndsOfGeneration;
        if (grammar.MayEnd)
        {
            // What the grammar leaves no way to continue ends, whatever ignore_eos says.
            if (_candidates.Count == 0 && ends.Count > 0) return ends[0];
            if (!_options.IgnoreEos)
                foreach (var end in ends)
                    _candidates.Add(logits, end);
        }

        return _candidates.Count switch
        {
            0 => throw new GrammarFailedException("no token of the model's vocabulary continues the answer as its grammar asks"),
            1 => _candidates.First,
            _ => _candidates.Choose(_chain),
        };
    }
}
