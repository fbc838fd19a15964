namespace Aigen.Inference.Grammars;

/// <summary>
/// Refuses rules that would keep a matcher busy for ever, and leaves out alternatives that no text ends. Loops instead of recursion: how
/// deep a client's rules go must not decide over the stack.
/// </summary>
internal sealed class GrammarCheck(GrammarRules rules)
{
    /// <exception cref="GrammarRefusedException">A rule is missing, is left-recursive, or the root never ends.</exception>
    public GrammarProgram Compile(int root)
    {
        for (var i = 0; i < rules.Count; i++)
            if (!rules[i].IsDefined) throw new GrammarRefusedException($"the rule {rules[i].Name} is used but not defined");

        var ending = Settle(setCounts: true);
        if (!ending[root]) throw new GrammarRefusedException("no text ever ends the rule root");
        for (var i = 0; i < rules.Count; i++)
            rules[i].Alternatives.RemoveAll(alternative => alternative.Any(item => item.Set is null && !ending[item.Rule]));

        RefuseLeftRecursion(empty: Settle(setCounts: false));
        return GrammarFlattening.Flatten(rules, root);
    }

    /// <summary>
    /// The rules with an alternative whose items are all settled: with sets counting, those that some text ends; without, those that
    /// the empty text ends. A rule that settles is taken out of the alternatives that wait for it, so each item is looked at once.
    /// </summary>
    private bool[] Settle(bool setCounts)
    {
        var settled = new bool[rules.Count];
        var waiting = new Dictionary<int, List<Open>>();
        var ready = new Stack<int>();
        for (var i = 0; i < rules.Count; i++)
        {
            foreach (var alternative in rules[i].Alternatives)
            {
                if (!setCounts && alternative.Any(item => item.Set is not null)) continue;
                var open = new Open(i) { Items = alternative.Count(item => item.Set is null) };
                if (open.Items == 0) ready.Push(i);
                foreach (var item in alternative.Where(item => item.Set is null))
                    (waiting.TryGetValue(item.Rule, out var list) ? list : waiting[item.Rule] = []).Add(open);
            }
        }

        while (ready.TryPop(out var rule))
        {
            if (settled[rule]) continue;
            settled[rule] = true;
            foreach (var open in waiting.GetValueOrDefault(rule, []))
                if (--open.Items == 0)
                    ready.Push(open.Rule);
        }

        return settled;
    }

    // Depth first over "may begin with"; a rule met again on the way down begins with itself.
    private void RefuseLeftRecursion(bool[] empty)
    {
        var state = new byte[rules.Count];
        var path = new Stack<(int Rule, IEnumerator<int> Beginnings)>();
        for (var start = 0; start < rules.Count; start++)
        {
            if (state[start] == 0) Enter(start);
            while (path.TryPeek(out var top))
            {
                if (!top.Beginnings.MoveNext()) state[path.Pop().Rule] = 2;
                else if (state[top.Beginnings.Current] == 1) throw Refuse(top.Beginnings.Current);
                else if (state[top.Beginnings.Current] == 0) Enter(top.Beginnings.Current);
            }
        }

        void Enter(int rule)
        {
            state[rule] = 1;
            path.Push((rule, Beginnings(rules[rule], empty).GetEnumerator()));
        }
    }

    private GrammarRefusedException Refuse(int rule) =>
        new($"the rule {rules[rule].Name} is left-recursive, or repeats what may be empty");

    private static IEnumerable<int> Beginnings(GrammarRule rule, bool[] empty)
    {
        foreach (var alternative in rule.Alternatives)
        {
            foreach (var item in alternative)
            {
                if (item.Set is not null) break;
                yield return item.Rule;
                if (!empty[item.Rule]) break;
            }
        }
    }

    private sealed class Open(int rule)
    {
        public int Rule { get; } = rule;

        public int Items { get; set; }
    }
}
