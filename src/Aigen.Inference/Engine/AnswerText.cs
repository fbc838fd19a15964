namespace Aigen.Inference;

/// <summary>The text of one answer, as its tokens make it. Once a stop string is met the engine computes no more of it.</summary>
internal sealed class AnswerText(Vocabulary vocabulary, GenerationRequest request, int index)
{
    private readonly TextAssembler _text = new();
    private readonly StopScanner _stops = new(request.Options.Stop);
    private readonly PendingLogprobs? _logprobs = request.Options.TopLogprobs is null ? null : new PendingLogprobs(vocabulary);

    // Longer than the tokens of common vocabularies; Bytes makes room where one is longer still.
    private byte[] _bytes = new byte[256];
    private int _count;

    /// <summary>The piece that comes with a token; null where its text is not whole or held back, or the answer is over.</summary>
    public CompletionPiece? Read(AnswerToken token)
    {
        if (_stops.Stopped) return null;
        if (token.IsEnd) return Last(_stops.Append(_text.Flush()) + _stops.Flush(), _logprobs?.TakeRest() ?? [], request.FactsOf(index).Reason);

        _count++;
        var text = Append(token);
        if (!_stops.Stopped) return text.Length == 0 ? null : Piece(text, LogprobsOf(text), null);

        request.FactsOf(index).IsAbandoned = true;
        return Last(text, LogprobsOf(text), FinishReason.Stop);
    }

    private string Append(AnswerToken token)
    {
        var whole = _text.Append(Bytes(token.Token));
        _logprobs?.Add(token, whole.Length);
        return _stops.Append(whole);
    }

    private IReadOnlyList<TokenLogprob> LogprobsOf(string text) => _logprobs?.Take(text.Length) ?? [];

    private CompletionPiece Last(string text, IReadOnlyList<TokenLogprob> logprobs, FinishReason reason)
    {
        var facts = request.FactsOf(index);
        return Piece(text, logprobs, new CompletionFinish(
            reason, request.Prompt.Length, facts.CachedTokens, _count, request.SeedOf(index), request.Options.Path, facts.PrefillTime, facts.DecodeTime));
    }

    private CompletionPiece Piece(string text, IReadOnlyList<TokenLogprob> logprobs, CompletionFinish? finish) =>
        new(text, _count, finish) { Index = index, Logprobs = logprobs };

    private ReadOnlySpan<byte> Bytes(int token)
    {
        var length = vocabulary.Detokenize(token, _bytes);
        if (length < 0) length = vocabulary.Detokenize(token, _bytes = new byte[-length]);
        return _bytes.AsSpan(0, length);
    }
}
