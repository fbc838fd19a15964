namespace Aigen.Inference.Grammars;

/// <summary>Where matching goes on once a rule has ended, and where once that rule has. Equal ones are one object.</summary>
internal sealed class ReturnPlace(int position, ReturnPlace? below, int id)
{
    /// <summary>The element to go on with.</summary>
    public int Position { get; } = position;

    /// <summary>The place after that one; null at the root.</summary>
    public ReturnPlace? Below { get; } = below;

    /// <summary>For order and hash; unique in a matcher.</summary>
    public int Id { get; } = id;
}

/// <summary>One way in which the text so far fits the grammar: the set of code points that comes next, and what comes after its rule.</summary>
internal readonly record struct GrammarThread(int Position, ReturnPlace? Return);
