namespace Aigen.Inference.Grammars;

/// <summary>
/// The bytes of every token that is text, in their order, so that what tokens have in common is followed through a grammar once: each knows
/// how much it shares with the one before.
/// </summary>
internal sealed class TokenTexts
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;

    public TokenTexts(Vocabulary vocabulary)
    {
        var texts = Enumerable.Range(0, vocabulary.Size)
            .Where(token => !vocabulary.IsEndOfGeneration(token))
            .Select(token => (Token: token, Bytes: vocabulary.BytesOf(token)))
            .Where(text => text.Bytes.Length > 0)
            .ToList();
        texts.Sort(static (one, other) => one.Bytes.AsSpan().SequenceCompareTo(other.Bytes));

        Tokens = [.. texts.Select(text => text.Token)];
        Shared = new int[Tokens.Length];
        _starts = new int[Tokens.Length + 1];
        _bytes = new byte[texts.Sum(text => text.Bytes.Length)];
        for (var i = 0; i < Tokens.Length; i++)
        {
            if (i > 0) Shared[i] = texts[i].Bytes.AsSpan().CommonPrefixLength(texts[i - 1].Bytes);
            texts[i].Bytes.CopyTo(_bytes, _starts[i]);
            _starts[i + 1] = _starts[i] + texts[i].Bytes.Length;
        }
    }

    /// <summary>The tokens, by their bytes.</summary>
    public int[] Tokens { get; }

    /// <summary>For each of <see cref="Tokens"/>, how many bytes it begins with as the one before it does.</summary>
    public int[] Shared { get; }

    /// <summary>The bytes of the token at an index of <see cref="Tokens"/>.</summary>
    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_starts[index].._starts[index + 1]);
}
