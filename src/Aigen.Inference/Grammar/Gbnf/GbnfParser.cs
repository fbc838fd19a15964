namespace Aigen.Inference.Grammars;

/// <summary>
/// Reads llama.cpp's grammar format (GBNF), and takes what llama.cpp takes, except what would harm: left recursion, rules that never end or
/// are defined twice, classes of nothing, line breaks inside literals, and token references, which mean something else in each model.
/// </summary>
internal sealed class GbnfParser
{
    private readonly GbnfReader _reader;
    private readonly GrammarRules _rules = new();
    private int _nesting;

    private readonly bool _takesTokens;

    private GbnfParser(string text, bool takesTokens) => (_reader, _takesTokens) = (new GbnfReader(text), takesTokens);

    /// <exception cref="GrammarRefusedException">It is no grammar, or one that would do harm.</exception>
    /// <param name="text">The grammar.</param>
    /// <param name="takesTokens">Whether it may name control tokens by number, as <c>&lt;[5]&gt;</c>: one that was made for one model.</param>
    public static GrammarProgram Parse(string text, bool takesTokens = false)
    {
        var parser = new GbnfParser(text, takesTokens);
        parser._reader.SkipSpace(lines: true);
        while (!parser._reader.IsAtEnd) parser.ReadRule();
        if (parser._rules.Find("root") is not { } root) throw new GrammarRefusedException("there is no rule named root");
        return new GrammarCheck(parser._rules).Compile(root);
    }

    private void ReadRule()
    {
        var name = _reader.Name();
        _reader.SkipSpace(lines: false);
        _reader.Expect("::=");
        _reader.SkipSpace(lines: true);
        var rule = _rules.IndexOf(name);
        if (_rules[rule].IsDefined) throw _reader.Refuse($"the rule {name} is defined twice");
        ReadAlternatives(rule, name);
        if (!_reader.IsAtEnd && _reader.Next is not ('\r' or '\n')) throw _reader.Refuse("expected an element, | or the end of the rule");
        _reader.SkipSpace(lines: true);
    }

    private void ReadAlternatives(int rule, string name)
    {
        _rules.Append(rule, ReadSequence(name));
        while (_reader.Take("|"))
        {
            _reader.SkipSpace(lines: true);
            _rules.Append(rule, ReadSequence(name));
        }
    }

    private List<GrammarItem> ReadSequence(string name)
    {
        var sequence = new List<GrammarItem>();
        var last = 0;
        while (true)
        {
            if (_reader.Repetition() is var (least, most))
            {
                if (last == sequence.Count) throw _reader.Refuse("a repetition of nothing");
                var repeated = sequence[last..];
                sequence.RemoveRange(last, sequence.Count - last);
                Repetitions.Append(_rules, name, sequence, repeated, least, most);
            }
            else if (!TryElement(name, sequence, ref last)) return sequence;

            _reader.SkipSpace(lines: _nesting > 0);
        }
    }

    private bool TryElement(string name, List<GrammarItem> sequence, ref int last)
    {
        var start = sequence.Count;
        switch (_reader.Next)
        {
            case '"':
                _reader.Take("\"");
                while (!_reader.Take("\"")) sequence.Add(Single(_reader.Character()));
                break;
            case '[':
                sequence.Add(new GrammarItem(ReadClass(), 0));
                break;
            case '.':
                _reader.Take(".");
                sequence.Add(new GrammarItem(CodePointSet.All, 0));
                break;
            case '(':
                sequence.Add(new GrammarItem(null, ReadGroup(name)));
                break;
            case '<' when _takesTokens:
                sequence.Add(Single(CodePointSet.OfToken(_reader.Token())));
                break;
            case '<' or '!':
                throw _reader.Refuse("a token reference, which is not supported,");
            default:
                if (!_reader.IsAtName) return false;
                sequence.Add(new GrammarItem(null, _rules.IndexOf(_reader.Name())));
                break;
        }

        last = start;
        return true;
    }

    private int ReadGroup(string name)
    {
        if (++_nesting > GrammarLimits.Nesting) throw _reader.Refuse($"more than {GrammarLimits.Nesting} groups inside each other");
        _reader.Take("(");
        _reader.SkipSpace(lines: true);
        var rule = _rules.AddPart(name);
        ReadAlternatives(rule, name);
        _nesting--;
        _reader.Expect(")");
        return rule;
    }

    private CodePointSet ReadClass()
    {
        _reader.Take("[");
        var negated = _reader.Take("^");
        var ranges = new List<(int, int)>();
        while (!_reader.Take("]"))
        {
            var first = _reader.Character();
            var last = first;
            // A hyphen in front of the bracket is a hyphen.
            if (_reader.Next == '-' && !_reader.IsAt("-]"))
            {
                _reader.Take("-");
                last = _reader.Character();
                if (last < first) throw _reader.Refuse("a range that ends before it starts");
            }

            ranges.Add((first, last));
        }

        var set = CodePointSet.Of(ranges);
        if (negated) set = set.Complement();
        return set.IsEmpty ? throw _reader.Refuse("a class of no character") : set;
    }

    private static GrammarItem Single(int codePoint) => new(CodePointSet.Of((codePoint, codePoint)), 0);
}
