using System.Diagnostics;

namespace Aigen.Inference;

/// <summary>A request while it is computed: first its prompt, in as many steps as it takes, then one token of answer a step.</summary>
internal sealed class ActiveSequence : IDisposable
{
    private const int NoRow = -1;

    private readonly TokenSampler _sampler;
    private readonly int _maxTokens;
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _answered;
    private int _last;
    private int _rows;
    private int _outputRow = NoRow;

    public ActiveSequence(GenerationRequest request, KvSlot slot, Vocabulary vocabulary, int contextLength)
    {
        (Request, Slot) = (request, slot);
        _maxTokens = Math.Min(request.Options.MaxTokens, contextLength - request.Prompt.Length);
        _sampler = new TokenSampler(vocabulary, request.Options, request.Prompt);
        (request.Facts.CachedTokens, request.Facts.Seed) = (slot.Count, _sampler.Seed);
    }

    public GenerationRequest Request { get; }

    public KvSlot Slot { get; }

    /// <summary>Tokens of the prompt still to be computed.</summary>
    public int PromptLeft => Math.Max(0, Request.Prompt.Length - Slot.Count);

    public bool IsPinned => Request.Options.Path == ComputePath.Pinned;

    /// <summary>How long it has had its slot.</summary>
    public TimeSpan Held => Stopwatch.GetElapsedTime(_started);

    /// <summary>Tokens that it has in the next step.</summary>
    public int Rows { get; set; }

    /// <summary>Puts its rows into the step.</summary>
    public void AddTo(LlamaSession session)
    {
        var prompt = Request.Prompt;
        (_rows, _outputRow) = (Rows, NoRow);
        for (var i = 0; i < _rows; i++)
        {
            var position = Slot.Count + i;
            var isLast = position >= prompt.Length - 1;
            var row = session.Add(position < prompt.Length ? prompt[position] : _last, position, Slot.Id, isLast);
            if (isLast) _outputRow = row;
        }
    }

    /// <summary>After a step that was computed: notes what the KV cache holds now, and takes the next token where there is one.</summary>
    /// <returns>Why the answer ends with it; null where it goes on.</returns>
    public FinishReason? Take(LlamaSession session, Vocabulary vocabulary)
    {
        var prompt = Request.Prompt;
        if (PromptLeft > 0)
        {
            Slot.Add(prompt.AsSpan(Slot.Count, _rows));
            if (PromptLeft > 0) return null;
            Request.Facts.EndPrefill(_started);
        }
        else
        {
            Slot.Add(_last);
        }

        _last = _sampler.Sample(session.Context, _outputRow);
        if (vocabulary.IsEndOfGeneration(_last)) return FinishReason.Stop;
        _sampler.Accept(_last);
        Request.Write(new AnswerToken(_last, _sampler.Logprobs(session.Context, _outputRow, _last)));
        return ++_answered < _maxTokens ? null : FinishReason.Length;
    }

    public void Dispose() => _sampler.Dispose();
}
