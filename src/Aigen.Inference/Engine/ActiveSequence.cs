using System.Diagnostics;

namespace Aigen.Inference;

/// <summary>
/// A request while it is computed. Each step is one batch: a chunk of prefill, or one decoded token; between steps the engine may
/// stop, or turn to another sequence.
/// </summary>
internal sealed class ActiveSequence : IDisposable
{
    private readonly LlamaSession _session;
    private readonly GenerationRequest _request;
    private readonly TokenSampler _sampler;
    private readonly AnswerWriter _answer;
    private readonly int _maxTokens;
    private readonly int _cached;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Vocabulary _vocabulary;
    private TimeSpan _prefillTime;
    private int _position;
    private int _last;

    public ActiveSequence(LlamaSession session, Vocabulary vocabulary, int contextLength, GenerationRequest request)
    {
        _session = session;
        _vocabulary = vocabulary;
        _request = request;
        _answer = new AnswerWriter(vocabulary, request);
        _maxTokens = Math.Min(request.Options.MaxTokens, contextLength - request.Prompt.Length);
        _sampler = new TokenSampler(vocabulary, request.Options, request.Prompt);
        _position = _cached = session.Begin(request.Prompt);
    }

    /// <summary>Tokens of the answer so far.</summary>
    public int CompletionTokens => _answer.Tokens;

    /// <summary>Computes the next batch; false when the sequence has ended or nobody waits for it.</summary>
    public bool Step()
    {
        if (_request.IsCancelled) return false;

        if (_position < _request.Prompt.Length)
        {
            _position += _session.Prefill(_request.Prompt, _position);
            if (_position < _request.Prompt.Length) return true;
            _prefillTime = Stopwatch.GetElapsedTime(_started);
        }
        else
        {
            _session.Decode(_last, _position++);
        }

        return TakeToken();
    }

    public void Dispose() => _sampler.Dispose();

    private bool TakeToken()
    {
        _last = _sampler.Sample(_session.Context, -1);
        if (_vocabulary.IsEndOfGeneration(_last)) return End(FinishReason.Stop);
        _sampler.Accept(_last);
        if (_answer.Add(_last)) return End(FinishReason.Stop);
        return _answer.Tokens < _maxTokens || End(FinishReason.Length);
    }

    private bool End(FinishReason reason)
    {
        var decodeTime = Stopwatch.GetElapsedTime(_started) - _prefillTime;
        _answer.End(new CompletionFinish(
            reason, _request.Prompt.Length, _cached, _answer.Tokens, _sampler.Seed, _prefillTime, decodeTime));
        return false;
    }
}
