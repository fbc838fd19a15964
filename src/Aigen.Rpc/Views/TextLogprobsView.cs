using Aigen.Inference;

namespace Aigen.Rpc.Views;

/// <summary>Logprobs in the shape that OpenAI's completions of plain texts have: a list a kind, with an entry a token.</summary>
internal sealed record TextLogprobsView(
    IReadOnlyList<string> Tokens, IReadOnlyList<float> TokenLogprobs, IReadOnlyList<IReadOnlyDictionary<string, float>> TopLogprobs, IReadOnlyList<int> TextOffset)
{
    // A code point goes on in bytes of this form and begins with any other.
    private const int ContinuationMask = 0xC0;
    private const int Continuation = 0x80;

    /// <summary>Null where there are none.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="offset">Code points of the answer's text before the first of them; afterwards, before the next.</param>
    public static TextLogprobsView? Of(IReadOnlyList<TokenLogprob> tokens, ref int offset)
    {
        if (tokens.Count == 0)
        {
            return null;
        }

        var offsets = new List<int>(tokens.Count);
        foreach (var token in tokens)
        {
            offsets.Add(offset);
            offset += token.Bytes?.Count(one => (one & ContinuationMask) != Continuation) ?? 0;
        }

        return new([.. tokens.Select(NameOf)], [.. tokens.Select(token => token.Logprob)], [.. tokens.Select(Top)], offsets);
    }

    // The token itself is always among them, as OpenAI has it. Of several with one name the likeliest counts.
    private static Dictionary<string, float> Top(TokenLogprob token)
    {
        var top = new Dictionary<string, float>();
        foreach (var other in token.Top.Append(token))
        {
            top.TryAdd(NameOf(other), other.Logprob);
        }

        return top;
    }

    // Part of a code point is told by its bytes, as OpenAI does.
    private static string NameOf(TokenLogprob token) => token.Bytes is { } bytes && !System.Text.Unicode.Utf8.IsValid(bytes)
        ? "bytes:" + string.Concat(bytes.Select(one => $"\\x{one:x2}"))
        : token.Text;
}
