namespace Aigen.Inference;

/// <summary>
/// Which tokens the KV cache holds from the start of the last prompt, in whole chunks of prefill.
/// </summary>
/// <remarks>
/// Only whole chunks are kept, and prefill always starts a chunk at a multiple of the chunk size. A kept chunk was thus computed
/// in a batch of the same shape, over the same cache, as it would be computed anew: the reuse changes no bit of the logits. Tokens
/// that were decoded one at a time, and the last partial chunk, are not kept, because batches of another shape round differently.
/// </remarks>
internal sealed class PrefixCache(int chunkSize)
{
    private readonly List<int> _tokens = [];

    /// <summary>Number of tokens kept, a multiple of the chunk size.</summary>
    public int Count => _tokens.Count;

    /// <summary>How many tokens of the prompt, in whole chunks, are kept; never all, since the last one must be computed.</summary>
    public int Match(ReadOnlySpan<int> prompt)
    {
        var limit = Math.Min(_tokens.Count, prompt.Length - 1);
        var same = 0;
        while (same < limit && _tokens[same] == prompt[same]) same++;
        return same / chunkSize * chunkSize;
    }

    /// <summary>Forgets everything from <paramref name="count"/> on.</summary>
    public void Truncate(int count) => _tokens.RemoveRange(count, _tokens.Count - count);

    /// <summary>Remembers a chunk of prefill if it is a whole one.</summary>
    public void Add(ReadOnlySpan<int> chunk)
    {
        if (chunk.Length == chunkSize) _tokens.AddRange(chunk);
    }
}
