namespace Aigen.Inference.Grammars;

/// <summary>
/// A grammar made flat for matching: alternatives are runs of elements in one array, each closed by <see cref="End"/>. An element
/// from 0 on is the index of a set of code points; a negative one is the complement (<c>~</c>) of a rule's index.
/// </summary>
/// <param name="Elements">Every alternative, one behind the other.</param>
/// <param name="Sets">The sets of code points that elements name.</param>
/// <param name="Rules">For each rule, where its alternatives start.</param>
/// <param name="Root">The rule that the whole text matches.</param>
internal sealed record GrammarProgram(int[] Elements, CodePointSet[] Sets, int[][] Rules, int Root)
{
    /// <summary>Closes an alternative.</summary>
    public const int End = int.MinValue;

    /// <summary>The control tokens that it names.</summary>
    public IReadOnlySet<int> Tokens { get; } = Sets.Select(set => set.Token).OfType<int>().ToHashSet();
}
