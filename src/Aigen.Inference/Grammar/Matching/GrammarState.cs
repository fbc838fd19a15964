namespace Aigen.Inference.Grammars;

/// <summary>Every way in which the text so far fits the grammar. Equal ones are one object, and remember what they lead to.</summary>
internal sealed class GrammarState(GrammarThread[] threads, bool mayEnd)
{
    private readonly Dictionary<int, GrammarState?> _next = [];

    public GrammarThread[] Threads { get; } = threads;

    /// <summary>Whether the text so far is whole.</summary>
    public bool MayEnd { get; } = mayEnd;

    /// <summary>The tokens that may come next, a bit each, once somebody has asked for them between two code points.</summary>
    public ulong[]? Allowed { get; set; }

    public bool TryNext(int codePoint, out GrammarState? next) => _next.TryGetValue(codePoint, out next);

    public void Remember(int codePoint, GrammarState? next) => _next[codePoint] = next;
}
