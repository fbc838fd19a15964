namespace Aigen.Inference.Grammars;

/// <summary>Texts of one grammar behind those of another.</summary>
internal static class GrammarSequence
{
    /// <summary>The grammar whose texts are one of each part's, in their order.</summary>
    public static GrammarProgram Of(params IReadOnlyList<GrammarProgram> parts)
    {
        var elements = new List<int>();
        var sets = new List<CodePointSet>();
        var rules = new List<int[]>();
        var roots = new List<int>();
        foreach (var part in parts)
        {
            var (element, set, rule) = (elements.Count, sets.Count, rules.Count);
            elements.AddRange(part.Elements.Select(item => item == GrammarProgram.End ? item : item < 0 ? item - rule : item + set));
            sets.AddRange(part.Sets);
            rules.AddRange(part.Rules.Select(alternatives => Array.ConvertAll(alternatives, start => start + element)));
            roots.Add(~(part.Root + rule));
        }

        rules.Add([elements.Count]);
        return new GrammarProgram([.. elements, .. roots, GrammarProgram.End], [.. sets], [.. rules], rules.Count - 1);
    }
}
