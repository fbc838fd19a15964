namespace Aigen.Inference.Grammars;

/// <summary>
/// Strings that are none of some names. A name could come spelled with escapes and slip through, so these strings have one spelling only.
/// </summary>
internal sealed class NameExclusion(GrammarText text)
{
    /// <summary>The rule for every string but these.</summary>
    public string Write(IReadOnlyList<string> names)
    {
        var root = new Node();
        foreach (var name in names)
        {
            var node = root;
            foreach (var rune in name.EnumerateRunes())
                node = node.Next.TryGetValue(rune.Value, out var next) ? next : node.Next[rune.Value] = new Node();
            node.IsName = true;
        }

        return text.Rule($"\"\\\"\" {Rest(root)} \"\\\"\"");
    }

    // From the leaves up, without recursion: names are as long as the schema lets them be.
    private string Rest(Node root)
    {
        var any = text.Rule($"{Set(CodePointSet.All)}*");
        var order = new List<Node> { root };
        for (var i = 0; i < order.Count; i++) order.AddRange(order[i].Next.Values);
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var node = order[i];
            var ways = node.Next.OrderBy(next => next.Key).Select(next => $"{Set(One(next.Key))} {next.Value.Rule}").ToList();
            ways.Add($"{Set(CodePointSet.Of(node.Next.Keys.Select(key => (key, key))).Complement())} {any}");
            if (!node.IsName) ways.Add("\"\"");
            node.Rule = text.Rule(string.Join(" | ", ways));
        }

        return root.Rule;
    }

    private string Set(CodePointSet set) => CharacterRules.Write(text, set);

    private static CodePointSet One(int codePoint) => CodePointSet.Of((codePoint, codePoint));

    private sealed class Node
    {
        public Dictionary<int, Node> Next { get; } = [];

        public bool IsName { get; set; }

        public string Rule { get; set; } = "";
    }
}
