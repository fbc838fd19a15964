using System.Diagnostics;

namespace Aigen.Inference;

/// <summary>An answer while it is computed: first its prompt, in as many steps as it takes, then one token of answer a step.</summary>
internal sealed class ActiveSequence : IDisposable
{
    private const int NoRow = -1;

    // So many tokens of its answer may come slowly while others that came with it have none yet: a stream waits some seconds in all,
    // and that as it begins.
    private const int Opening = 4;

    private readonly GenerationRequest _request;
    private readonly AnswerFacts _facts;
    private readonly TokenSampler _sampler;
    private readonly int _index;
    private readonly int _maxTokens;
    private readonly long _started = Stopwatch.GetTimestamp();
    private IReadOnlyList<ActiveSequence> _others = [];
    private int _answered;
    private int _last;
    private int _rows;
    private long _firstToken;
    private int _outputRow = NoRow;

    /// <param name="request">What is asked.</param>
    /// <param name="index">Which of its answers this is.</param>
    /// <param name="slot">Where its state is kept.</param>
    /// <param name="vocabulary">The model's.</param>
    /// <param name="contextLength">Tokens that the slot has room for.</param>
    public ActiveSequence(GenerationRequest request, int index, KvSlot slot, Vocabulary vocabulary, int contextLength)
    {
        (_request, _index, Slot, _facts) = (request, index, slot, request.FactsOf(index));
        _maxTokens = Math.Min(request.Options.MaxTokens, contextLength - request.Prompt.Length);
        _sampler = new TokenSampler(vocabulary, request.Options, request.SeedOf(index), request.Prompt);
        _facts.CachedTokens = slot.Count;
    }

    public KvSlot Slot { get; }

    /// <summary>Further answers of the same prompt, which wait for its computation in slots of their own.</summary>
    public IReadOnlyList<ActiveSequence> Others
    {
        get => _others;
        init => _others = value;
    }

    /// <summary>When the request came, on the clock of <see cref="Stopwatch"/>.</summary>
    public long Came => _request.Came;

    /// <summary>Tokens of the prompt still to be computed.</summary>
    public int PromptLeft => Math.Max(0, _request.Prompt.Length - Slot.Count);

    public bool IsPinned => _request.Options.Path == ComputePath.Pinned;

    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsGivenUp => _facts.IsAbandoned || _request.IsCancelled;

    /// <summary>How long it has had its slot.</summary>
    public TimeSpan Held => Stopwatch.GetElapsedTime(_started);

    public int PromptTokens => _request.Prompt.Length;

    /// <summary>Tokens of its prompt that the KV cache had, and those of its answer so far.</summary>
    public int CachedTokens => _facts.CachedTokens;

    public int Answered => _answered;

    /// <summary>When it got its slot, and its first token, which is 0 before; on the clock of <see cref="Stopwatch"/>.</summary>
    public (long Slot, long FirstToken) Times => (_started, _firstToken);

    /// <summary>The trace that its request is a part of.</summary>
    public ActivityContext Trace => _request.Trace;

    /// <summary>How long its answer has been computed, from the end of its prompt on.</summary>
    public TimeSpan DecodeTime => _firstToken == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_firstToken);

    /// <summary>Whether its answer has just begun, after a prompt that is still to be computed had come.</summary>
    /// <param name="waiting">When that came.</param>
    public bool IsOfOneBurstWith(long waiting) => _answered <= Opening && waiting < _firstToken;

    /// <summary>Tokens that it has in the next step.</summary>
    public int Rows { get; set; }

    /// <summary>Puts its rows into the step.</summary>
    public void AddTo(LlamaSession session)
    {
        var prompt = _request.Prompt;
        (_rows, _outputRow) = (Rows, NoRow);
        for (var i = 0; i < _rows; i++)
        {
            var position = Slot.Count + i;
            var isLast = position >= prompt.Length - 1;
            var row = session.Add(position < prompt.Length ? prompt[position] : _last, position, Slot.Id, isLast);
            if (isLast) _outputRow = row;
        }
    }

    /// <summary>After a step that was computed: notes what the KV cache holds now.</summary>
    /// <returns>Whether the next token can be taken.</returns>
    public bool Note()
    {
        if (PromptLeft == 0)
        {
            Slot.Add(_last);
            return true;
        }

        Slot.Add(_request.Prompt.AsSpan(Slot.Count, _rows));
        if (PromptLeft > 0) return false;
        _facts.EndPrefill(_started);
        _firstToken = Stopwatch.GetTimestamp();
        return true;
    }

    /// <summary>
    /// Lets the other answers go once their prompt is computed. They begin with a copy of its state and with the very logits that this one
    /// begins with, so that a seed gives the answer that it gives alone.
    /// </summary>
    public IReadOnlyList<ActiveSequence> Fork(KvSlots slots)
    {
        var others = _others;
        _others = [];
        foreach (var other in others)
        {
            slots.Copy(Slot, other.Slot);
            other._facts.SharePrompt(_facts);
            (other._outputRow, other._firstToken) = (_outputRow, _firstToken);
        }

        return others;
    }

    /// <summary>Takes the next token.</summary>
    /// <returns>Why the answer ends with it; null where it goes on.</returns>
    public FinishReason? Take(LlamaSession session, Vocabulary vocabulary)
    {
        try
        {
            _last = _sampler.Sample(session.Context, _outputRow);
            if (vocabulary.IsEndOfGeneration(_last)) return FinishReason.Stop;
            _sampler.Accept(_last);
        }
        catch (GrammarTooAmbiguousException) when (_answered > 0)
        {
            // What came is an answer, and billed: nobody keeps the engine busy for nothing with a grammar that fails late.
            return FinishReason.Grammar;
        }

        _request.Write(new AnswerToken(_index, _last, _sampler.Logprobs(session.Context, _outputRow, _last)));
        if (++_answered >= _maxTokens) return FinishReason.Length;
        return _sampler.IsSpent ? FinishReason.Grammar : null;
    }

    public void End(FinishReason reason) => _request.End(_index, reason);

    public void Fail(Exception reason) => _request.Fail(reason);

    public void Dispose() => _sampler.Dispose();
}
