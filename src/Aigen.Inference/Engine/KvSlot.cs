namespace Aigen.Inference;

/// <summary>One sequence of the KV cache: the tokens whose state it holds, from the first on.</summary>
internal sealed class KvSlot(int id, int capacity)
{
    private readonly int[] _tokens = new int[capacity];

    /// <summary>llama.cpp's number of the sequence.</summary>
    public int Id => id;

    /// <summary>Tokens held.</summary>
    public int Count { get; private set; }

    /// <summary>A request uses it.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Rises with each use of any slot: the lowest was used least recently, 0 never.</summary>
    public long LastUse { get; set; }

    /// <summary>How many tokens a prompt and this sequence begin with alike.</summary>
    public int Match(ReadOnlySpan<int> prompt) => _tokens.AsSpan(0, Count).CommonPrefixLength(prompt);

    public void Add(int token) => _tokens[Count++] = token;

    public void Add(ReadOnlySpan<int> tokens)
    {
        tokens.CopyTo(_tokens.AsSpan(Count));
        Count += tokens.Length;
    }

    /// <summary>Forgets what comes after so many tokens.</summary>
    public void Truncate(int count) => Count = Math.Min(Count, count);

    /// <summary>Holds what another holds, up to so many tokens.</summary>
    public void CopyFrom(KvSlot other, int count)
    {
        Count = 0;
        Add(other._tokens.AsSpan(0, count));
    }
}
