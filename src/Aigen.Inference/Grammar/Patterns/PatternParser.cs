namespace Aigen.Inference.Grammars;

/// <summary>
/// Reads the part of ECMAScript's regular expressions that is regular and says one thing everywhere: no look-around, no back references, no
/// properties of Unicode, anchors only at the two ends.
/// </summary>
internal sealed class PatternParser
{
    private const int MaxLength = 2_000;
    private const int MaxDepth = 50;
    private const string Anchor = "an anchor is supported at the ends only";

    private readonly PatternReader _reader;
    private int _depth;

    private PatternParser(string text) => _reader = new PatternReader(text);

    /// <exception cref="PatternException">It is beyond what is compiled.</exception>
    public static Pattern Parse(string text)
    {
        if (text.Length > MaxLength) throw new PatternException($"it has {text.Length} characters, more than {MaxLength}");
        return new PatternParser(text).ReadWhole();
    }

    private Pattern ReadWhole()
    {
        var ways = new List<PatternWay>();
        do
        {
            var fromStart = _reader.Take('^');
            var node = ReadSequence();
            ways.Add(new PatternWay(node, fromStart, _reader.Take('$')));
        }
        while (_reader.Take('|'));
        if (_reader.IsAtEnd) return new Pattern(ways);
        throw _reader.Refuse(_reader.Next is ')' ? "a bracket that was never opened" : Anchor);
    }

    private PatternNode ReadChoice()
    {
        if (++_depth > MaxDepth) throw _reader.Refuse($"more than {MaxDepth} groups inside each other");
        var ways = new List<PatternNode> { ReadSequence() };
        while (_reader.Take('|')) ways.Add(ReadSequence());
        _depth--;
        return ways.Count == 1 ? ways[0] : new PatternNode.Choice(ways);
    }

    private PatternNode ReadSequence()
    {
        var parts = new List<PatternNode>();
        while (!_reader.IsAtEnd && _reader.Next is not ('|' or ')' or '$'))
        {
            if (_reader.Next == '^') throw _reader.Refuse(Anchor);
            parts.Add(ReadRepetition(ReadAtom()));
        }

        return parts.Count == 1 ? parts[0] : new PatternNode.Sequence(parts);
    }

    private PatternNode ReadAtom()
    {
        if (_reader.Take('(')) return ReadGroup();
        if (_reader.Take('[')) return new PatternNode.One(ReadClass());
        if (_reader.Take('.')) return new PatternNode.One(PatternClasses.Dot);
        if (_reader.Take('\\')) return new PatternNode.One(_reader.Escape());
        if (_reader.Next is '*' or '+' or '?' or '{' or '}' or ']')
            throw _reader.Refuse($"{_reader.Next} stands where nothing can be repeated or closed");
        return new PatternNode.One(Single(_reader.CodePoint()));
    }

    private PatternNode ReadGroup()
    {
        if (_reader.Take('?') && !_reader.Take(':'))
        {
            if (_reader.Next != '<' || _reader.Take("<=") || _reader.Take("<!")) throw _reader.Refuse("look-around is not supported");
            _reader.Take('<');
            _reader.SkipName();
        }

        var node = ReadChoice();
        return _reader.Take(')') ? node : throw _reader.Refuse(_reader.Next is '$' ? Anchor : "a group is not closed");
    }

    private PatternNode ReadRepetition(PatternNode part)
    {
        (int Least, int? Most) times;
        if (_reader.Take('*')) times = (0, null);
        else if (_reader.Take('+')) times = (1, null);
        else if (_reader.Take('?')) times = (0, 1);
        else if (_reader.Take('{')) times = ReadTimes();
        else return part;

        // Lazy or not, the same strings match.
        _reader.Take('?');
        if (times.Most is null && part.Lengths.Least == 0) throw _reader.Refuse("what may be empty is repeated without an end");
        return new PatternNode.Repeat(part, times.Least, times.Most);
    }

    private (int Least, int? Most) ReadTimes()
    {
        var least = _reader.Number();
        int? most = least;
        if (_reader.Take(',')) most = char.IsAsciiDigit(_reader.Next) ? _reader.Number() : null;
        if (!_reader.Take('}')) throw _reader.Refuse("a repetition is not closed");
        return most < least ? throw _reader.Refuse("a repetition whose numbers are the wrong way round") : (least, most);
    }

    private CodePointSet ReadClass()
    {
        var negated = _reader.Take('^');
        var set = CodePointSet.Of();
        while (!_reader.Take(']'))
        {
            var first = ReadClassAtom();
            // A hyphen in front of the bracket is a hyphen.
            var isRange = _reader.Next == '-' && !_reader.IsAt("-]") && _reader.Take('-');
            set = set.Union(isRange ? Range(first, ReadClassAtom()) : first);
        }

        if (negated) set = set.Complement();
        return set.IsEmpty ? throw _reader.Refuse("a class of no character") : set;
    }

    private CodePointSet Range(CodePointSet first, CodePointSet last)
    {
        if (first.Ranges is not [var (from, same)] || from != same || last.Ranges is not [var (until, end)] || until != end || until < from)
            throw _reader.Refuse("a range that does not lead from one character up to another");
        return CodePointSet.Of((from, until));
    }

    private CodePointSet ReadClassAtom()
    {
        if (!_reader.Take('\\')) return Single(_reader.CodePoint());
        // The only place where this is a backspace.
        return _reader.Take('b') ? Single('\b') : _reader.Escape();
    }

    private static CodePointSet Single(int codePoint) => CodePointSet.Of((codePoint, codePoint));
}
