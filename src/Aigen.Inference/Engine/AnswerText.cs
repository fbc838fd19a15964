namespace Aigen.Inference;

/// <summary>The text and calls of one answer, as its tokens make them. Once a stop string is met the engine computes no more of it.</summary>
internal sealed class AnswerText(Vocabulary vocabulary, GenerationRequest request, int index)
{
    private readonly TextAssembler _text = new();
    private readonly AnswerParts _parts = new(request.Options);
    private readonly PendingLogprobs? _logprobs = request.Options.TopLogprobs is null ? null : new PendingLogprobs(vocabulary);

    // Control tokens that calls and marks of reasoning are made of are text to whoever reads these.
    private readonly IReadOnlyDictionary<int, byte[]>[] _shown =
    [
        .. request.Options.Reasoning is { } reasoning ? [reasoning.Family.Tokens.Shown] : (IReadOnlyDictionary<int, byte[]>[])[],
        .. request.Options.ResponseFormat is ResponseFormat.OfToolCalls tools ? [tools.Family.Tokens.Shown] : (IReadOnlyDictionary<int, byte[]>[])[],
    ];

    // Longer than the tokens of common vocabularies; Bytes makes room where one is longer still.
    private byte[] _bytes = new byte[256];
    private int _count;
    private int _reasoned;
    private int _unsent;

    /// <summary>The piece that comes with a token; null where its text is not whole or held back, or the answer is over.</summary>
    public CompletionPiece? Read(AnswerToken token)
    {
        if (_parts.Stopped) return null;
        if (token.IsEnd) return Last(_parts.End(_text.Flush()), request.FactsOf(index).Reason);

        _count++;
        if (_parts.IsReasoning) _reasoned = _count;
        var part = Append(token);
        if (!_parts.Stopped) return Next(part);

        request.FactsOf(index).IsAbandoned = true;
        return Last(part with { Text = part.Text + _parts.Rest() }, FinishReason.Stop);
    }

    private AnswerPart Append(AnswerToken token)
    {
        var whole = _text.Append(Bytes(token.Token));
        _logprobs?.Add(token, whole.Length);
        return _parts.Read(whole);
    }

    // What is held back comes with a later piece, whether that is text or not.
    private CompletionPiece? Next(AnswerPart part)
    {
        _unsent += part.Length;
        return part.IsEmpty ? null : Piece(part, isLast: false, null);
    }

    private CompletionPiece Last(AnswerPart part, FinishReason reason)
    {
        _unsent += part.Length;
        if (reason == FinishReason.Stop && _parts.HasWholeCalls) reason = FinishReason.ToolCalls;
        var facts = request.FactsOf(index);
        return Piece(part, isLast: !_parts.Stopped, new CompletionFinish(
            reason, request.Prompt.Length, facts.CachedTokens, _count, request.SeedOf(index), request.Options.Path, facts.PrefillTime, facts.DecodeTime)
        {
            ReasoningTokens = _parts.HasReasoned ? _reasoned : 0,
        });
    }

    private CompletionPiece Piece(AnswerPart part, bool isLast, CompletionFinish? finish)
    {
        var logprobs = isLast ? _logprobs?.TakeRest() : _logprobs?.Take(_unsent);
        _unsent = 0;
        return new CompletionPiece(part.Text, _count, finish) { Index = index, Reasoning = part.Reasoning, ToolCalls = part.Calls, Logprobs = logprobs ?? [] };
    }

    private ReadOnlySpan<byte> Bytes(int token)
    {
        foreach (var shown in _shown)
            if (shown.TryGetValue(token, out var bytes))
                return bytes;

        var length = vocabulary.Detokenize(token, _bytes);
        if (length < 0) length = vocabulary.Detokenize(token, _bytes = new byte[-length]);
        return _bytes.AsSpan(0, length);
    }
}
