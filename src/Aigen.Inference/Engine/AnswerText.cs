namespace Aigen.Inference;

/// <summary>The text and calls of one answer, as its tokens make them. Once a stop string is met the engine computes no more of it.</summary>
internal sealed class AnswerText(Vocabulary vocabulary, GenerationRequest request, int index)
{
    private readonly TextAssembler _text = new();
    private readonly StopScanner _stops = new(request.Options.Stop);
    private readonly PendingLogprobs? _logprobs = request.Options.TopLogprobs is null ? null : new PendingLogprobs(vocabulary);
    private readonly ResponseFormat.OfToolCalls? _tools = request.Options.ResponseFormat as ResponseFormat.OfToolCalls;
    private readonly ToolCallReader? _calls = (request.Options.ResponseFormat as ResponseFormat.OfToolCalls)?.NewReader();

    // Longer than the tokens of common vocabularies; Bytes makes room where one is longer still.
    private byte[] _bytes = new byte[256];
    private int _count;
    private int _unsent;

    /// <summary>The piece that comes with a token; null where its text is not whole or held back, or the answer is over.</summary>
    public CompletionPiece? Read(AnswerToken token)
    {
        if (_stops.Stopped) return null;
        if (token.IsEnd) return Last(_stops.Append(_text.Flush()) + _stops.Flush(), request.FactsOf(index).Reason);

        _count++;
        var text = Append(token);
        if (!_stops.Stopped) return Next(text);

        request.FactsOf(index).IsAbandoned = true;
        return Last(text, FinishReason.Stop);
    }

    private string Append(AnswerToken token)
    {
        var whole = _text.Append(Bytes(token.Token));
        _logprobs?.Add(token, whole.Length);
        return _stops.Append(whole);
    }

    // What is held back comes with a later piece, whether that is text or not.
    private CompletionPiece? Next(string text)
    {
        _unsent += text.Length;
        var (content, calls) = Apart(text);
        return content.Length == 0 && calls.Count == 0 ? null : Piece(content, calls, isLast: false, null);
    }

    private CompletionPiece Last(string text, FinishReason reason)
    {
        _unsent += text.Length;
        var (content, calls) = Apart(text);
        if (reason == FinishReason.Stop && _calls is { HasWholeCalls: true }) reason = FinishReason.ToolCalls;
        var facts = request.FactsOf(index);
        return Piece(content + _calls?.Flush(), calls, isLast: !_stops.Stopped, new CompletionFinish(
            reason, request.Prompt.Length, facts.CachedTokens, _count, request.SeedOf(index), request.Options.Path, facts.PrefillTime, facts.DecodeTime));
    }

    private (string Text, IReadOnlyList<ToolCallDelta> Calls) Apart(string text) => _calls is null ? (text, []) : _calls.Read(text);

    private CompletionPiece Piece(string text, IReadOnlyList<ToolCallDelta> calls, bool isLast, CompletionFinish? finish)
    {
        var logprobs = isLast ? _logprobs?.TakeRest() : _logprobs?.Take(_unsent);
        _unsent = 0;
        return new CompletionPiece(text, _count, finish) { Index = index, ToolCalls = calls, Logprobs = logprobs ?? [] };
    }

    private ReadOnlySpan<byte> Bytes(int token)
    {
        // Control tokens that calls are made of are text to whoever reads the calls.
        if (_tools is not null && _tools.Family.Shown.TryGetValue(token, out var shown)) return shown;
        var length = vocabulary.Detokenize(token, _bytes);
        if (length < 0) length = vocabulary.Detokenize(token, _bytes = new byte[-length]);
        return _bytes.AsSpan(0, length);
    }
}
