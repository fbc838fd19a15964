namespace Aigen.Inference.Grammars;

/// <summary>Makes checked rules flat.</summary>
internal static class GrammarFlattening
{
    public static GrammarProgram Flatten(GrammarRules rules, int root)
    {
        var elements = new List<int>();
        var sets = new List<CodePointSet>();
        var indexes = new Dictionary<string, int>();
        var known = new Dictionary<CodePointSet, int>(ReferenceEqualityComparer.Instance);
        var starts = new int[rules.Count][];
        for (var rule = 0; rule < rules.Count; rule++)
        {
            var alternatives = rules[rule].Alternatives;
            starts[rule] = new int[alternatives.Count];
            for (var i = 0; i < alternatives.Count; i++)
            {
                starts[rule][i] = elements.Count;
                foreach (var item in alternatives[i]) elements.Add(item.Set is { } set ? IndexOf(set) : ~item.Rule);
                elements.Add(GrammarProgram.End);
            }
        }

        return new GrammarProgram([.. elements], [.. sets], starts, root);

        // Equal sets are one, so that two ways to the same place are seen to be the same.
        int IndexOf(CodePointSet set)
        {
            if (known.TryGetValue(set, out var index)) return index;
            if (!indexes.TryGetValue(set.Key(), out index))
            {
                indexes[set.Key()] = index = sets.Count;
                sets.Add(set);
            }

            return known[set] = index;
        }
    }
}
