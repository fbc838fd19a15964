using System.Runtime.CompilerServices;

namespace Aigen.Inference;

/// <summary>Turns the tokens of an answer into pieces of text, on the thread of whoever reads them.</summary>
internal sealed class AnswerReader(Vocabulary vocabulary, GenerationRequest request)
{
    private readonly TextAssembler _text = new();
    private readonly StopScanner _stops = new(request.Options.Stop);
    private readonly PendingLogprobs? _logprobs = request.Options.TopLogprobs is null ? null : new PendingLogprobs(vocabulary);

    // Longer than the tokens of common vocabularies; Bytes makes room where one is longer still.
    private byte[] _bytes = new byte[256];
    private int _count;

    /// <summary>The pieces; the last one, and only it, has the finish. Once a stop string is met the engine computes no more.</summary>
    public async IAsyncEnumerable<CompletionPiece> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Queue is { } place) yield return new CompletionPiece("", 0, null, place);
        while (await request.Tokens.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (request.Tokens.TryRead(out var token))
            {
                _count++;
                var text = Append(token);
                if (_stops.Stopped)
                {
                    request.Abandon();
                    yield return Last(text, LogprobsOf(text), FinishReason.Stop);
                    yield break;
                }

                // What is held back comes with a later piece, whether that is text or not.
                if (text.Length > 0) yield return new CompletionPiece(text, _count, null) { Logprobs = LogprobsOf(text) };
            }
        }

        yield return Last(_stops.Append(_text.Flush()) + _stops.Flush(), _logprobs?.TakeRest() ?? [], request.Facts.Reason);
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
        var facts = request.Facts;
        return new CompletionPiece(text, _count, new CompletionFinish(
            reason, request.Prompt.Length, facts.CachedTokens, _count, facts.Seed, request.Options.Path, facts.PrefillTime, facts.DecodeTime))
        {
            Logprobs = logprobs,
        };
    }

    private ReadOnlySpan<byte> Bytes(int token)
    {
        var length = vocabulary.Detokenize(token, _bytes);
        if (length < 0) length = vocabulary.Detokenize(token, _bytes = new byte[-length]);
        return _bytes.AsSpan(0, length);
    }
}
