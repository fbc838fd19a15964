using System.Text;

namespace Aigen.Inference;

/// <summary>
/// Logprobs of tokens whose text is not given out yet. Each comes with the piece that has the first of its token's text: those of a stop
/// string's tokens come with none.
/// </summary>
internal sealed class PendingLogprobs(Vocabulary vocabulary)
{
    private readonly Queue<(AnswerToken Token, long Start)> _waiting = new();
    private long _assembled;
    private long _given;

    /// <param name="token">The next token of the answer.</param>
    /// <param name="length">How much text has become whole with it.</param>
    public void Add(AnswerToken token, int length)
    {
        _waiting.Enqueue((token, _assembled));
        _assembled += length;
    }

    /// <summary>Those of the next text that is given out.</summary>
    public IReadOnlyList<TokenLogprob> Take(int length)
    {
        _given += length;
        var taken = new List<TokenLogprob>();
        while (_waiting.TryPeek(out var first) && first.Start < _given) taken.Add(Describe(_waiting.Dequeue().Token));
        return taken;
    }

    /// <summary>Those of all that is left, at the end of an answer that no stop string ended.</summary>
    public IReadOnlyList<TokenLogprob> TakeRest() => Take(int.MaxValue);

    private TokenLogprob Describe(AnswerToken token)
    {
        var logprobs = token.Logprobs!;
        return Describe(token.Token, logprobs.Chosen) with { Top = [.. logprobs.Top.Select(top => Describe(top.Token, top.Logprob))] };
    }

    private TokenLogprob Describe(int token, float logprob)
    {
        var bytes = vocabulary.BytesOf(token);
        var held = Math.Max(logprob, TokenLogprob.Least);
        return bytes.Length == 0
            ? new TokenLogprob(vocabulary.TextOf(token), null, held, [])
            : new TokenLogprob(Encoding.UTF8.GetString(bytes), bytes, held, []);
    }
}
