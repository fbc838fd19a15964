using System.Globalization;

namespace Aigen.Inference.Tests.Grammar;

/// <summary>
/// Says whether a text fits a GBNF grammar, straight from the definition: for each expression, the places where it can end. It shares nothing
/// with the engine's matcher, and takes the time it takes.
/// </summary>
internal sealed class GbnfReference
{
    private readonly Dictionary<string, Expression> _rules = [];
    private readonly string _text;
    private int _at;

    private GbnfReference(string grammar)
    {
        _text = grammar;
        while (_at < _text.Length) ReadRule();
    }

    private abstract record Expression
    {
        public sealed record Set(bool Negated, IReadOnlyList<(int First, int Last)> Ranges) : Expression;

        public sealed record Rule(string Name) : Expression;

        public sealed record Sequence(IReadOnlyList<Expression> Parts) : Expression;

        public sealed record Choice(IReadOnlyList<Expression> Ways) : Expression;

        public sealed record Repeat(Expression Part, int Least, int Most) : Expression;
    }

    public static GbnfReference Parse(string grammar) => new(grammar);

    public bool Matches(string text)
    {
        int[] codePoints = [.. text.EnumerateRunes().Select(rune => rune.Value)];
        return new Run(this, codePoints).Ends(new Expression.Rule("root"), 0).Contains(codePoints.Length);
    }

    private void ReadRule()
    {
        var name = Name();
        Skip(" ::= ");
        _rules.Add(name, Choice());
        Skip("\n");
    }

    private Expression Choice()
    {
        var ways = new List<Expression> { Sequence() };
        while (Next() == '|')
        {
            _at++;
            ways.Add(Sequence());
        }

        return new Expression.Choice(ways);
    }

    private Expression Sequence()
    {
        var parts = new List<Expression>();
        while (true)
        {
            while (Next() == ' ') _at++;
            switch (Next())
            {
                case '"': parts.Add(Literal()); break;
                case '[': parts.Add(Set()); break;
                case '(':
                    _at++;
                    parts.Add(Choice());
                    Skip(")");
                    break;
                case '*' or '+' or '?' or '{': parts[^1] = Repeat(parts[^1]); break;
                case '|' or ')' or '\n' or '\0': return new Expression.Sequence(parts);
                default: parts.Add(new Expression.Rule(Name())); break;
            }
        }
    }

    private Expression.Sequence Literal()
    {
        var parts = new List<Expression>();
        for (_at++; Next() != '"';) parts.Add(new Expression.Set(false, [(Character() is var c ? c : 0, c)]));
        _at++;
        return new Expression.Sequence(parts);
    }

    private Expression.Set Set()
    {
        _at++;
        var negated = Next() == '^';
        if (negated) _at++;
        var ranges = new List<(int, int)>();
        while (Next() != ']')
        {
            var first = Character();
            var isRange = Next() == '-' && _text[_at + 1] != ']';
            if (isRange) _at++;
            ranges.Add((first, isRange ? Character() : first));
        }

        _at++;
        return new Expression.Set(negated, ranges);
    }

    private Expression.Repeat Repeat(Expression part)
    {
        var sign = _text[_at++];
        if (sign != '{') return new Expression.Repeat(part, sign == '+' ? 1 : 0, sign == '?' ? 1 : int.MaxValue);
        var end = _text.IndexOf('}', _at);
        var numbers = _text[_at..end].Split(',');
        _at = end + 1;
        var least = int.Parse(numbers[0], CultureInfo.InvariantCulture);
        return new Expression.Repeat(part, least, numbers switch
        {
            [_] => least,
            [_, ""] => int.MaxValue,
            _ => int.Parse(numbers[1], CultureInfo.InvariantCulture),
        });
    }

    private int Character()
    {
        var rune = System.Text.Rune.GetRuneAt(_text, _at);
        _at += rune.Utf16SequenceLength;
        if (rune.Value != '\\') return rune.Value;
        var escape = _text[_at++];
        var digits = escape switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        _at += digits;
        return digits > 0 ? int.Parse(_text.AsSpan(_at - digits, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : escape switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => escape };
    }

    private string Name()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Next()) || Next() == '-') _at++;
        return _at > start ? _text[start.._at] : throw new FormatException($"no name at {_at} of {_text}");
    }

    private char Next() => _at < _text.Length ? _text[_at] : '\0';

    private void Skip(string expected)
    {
        if (!_text.AsSpan(_at).StartsWith(expected, StringComparison.Ordinal)) throw new FormatException($"no {expected} at {_at} of {_text}");
        _at += expected.Length;
    }

    private sealed class Run(GbnfReference grammar, int[] text)
    {
        private readonly Dictionary<(string, int), HashSet<int>> _known = [];

        public IEnumerable<int> Ends(Expression expression, int at) => expression switch
        {
            Expression.Set set => at < text.Length && set.Ranges.Any(range => range.First <= text[at] && text[at] <= range.Last) != set.Negated && at < text.Length
                ? [at + 1] : [],
            Expression.Rule rule => OfRule(rule.Name, at),
            Expression.Choice choice => choice.Ways.SelectMany(way => Ends(way, at)).ToHashSet(),
            Expression.Sequence sequence => sequence.Parts.Aggregate(
                new HashSet<int> { at }, (ends, part) => [.. ends.SelectMany(end => Ends(part, end))]),
            Expression.Repeat repeat => OfRepeat(repeat, at),
            _ => throw new InvalidOperationException(),
        };

        private HashSet<int> OfRule(string name, int at)
        {
            if (!_known.TryGetValue((name, at), out var ends)) _known[(name, at)] = ends = [.. Ends(grammar._rules[name], at)];
            return ends;
        }

        private HashSet<int> OfRepeat(Expression.Repeat repeat, int at)
        {
            HashSet<int> now = [at];
            HashSet<int> all = repeat.Least == 0 ? [at] : [];
            for (var times = 1; times <= repeat.Most && now.Count > 0; times++)
            {
                now = [.. now.SelectMany(end => Ends(repeat.Part, end))];
                // Enough of them, and nowhere new: the rest would go round.
                if (times > repeat.Least && now.IsSubsetOf(all)) break;
                if (times >= repeat.Least) all.UnionWith(now);
            }

            return all;
        }
    }
}
