namespace Aigen.Inference.Grammars;

/// <summary>
/// Follows a text through a grammar, code point by code point, along every way at once. What it finds it remembers, so that a place that was
/// met before (inside a string, say) costs a look-up. What a grammar may cost is bounded: ways through it can double with every
/// code point, and a client must not be able to hold up the engine with that.
/// </summary>
internal sealed class GrammarMatcher(GrammarProgram program)
{
    /// <summary>
    /// Elements followed to states that were not met before, for one token: some 20 ms. Places that are new with each character cost this much;
    /// ordinary schemas need less than a tenth.
    /// </summary>
    public const int NewPerToken = 100_000;

    /// <summary>Elements looked at for one token, those met before too: some 100 ms with the largest vocabularies. What all tokens of an answer may take is in <see cref="GrammarAllowance"/>.</summary>
    public const int WorkPerToken = 1_000_000;

    // To look whether a set has a code point is that much cheaper than to follow an element.
    private const int LooksPerElement = 16;

    // Ways at once: a schema with 100 alternatives that begin alike has 100.
    private const int MaxThreads = 5_000;

    // States and places remembered before all is forgotten: some 30 MB.
    private const int MaxRemembered = 100_000;

    // A bit for each token of a large vocabulary is 20 KB, a state some 300 bytes.
    private const int MaskWeight = 60;

    private readonly Dictionary<(int, ReturnPlace?), ReturnPlace> _places = [];
    private readonly HashSet<GrammarState> _states = new(new GrammarStateComparer());
    private readonly HashSet<GrammarThread> _seen = [];
    private readonly Stack<GrammarThread> _open = new();
    private readonly List<GrammarThread> _threads = [];
    private int _masks;
    private long _workBefore;
    private int _work;
    private int _new;
    private int _ids;
    private bool _mayEnd;

    /// <summary>Elements looked at so far for all tokens: the same for the same tokens of the same grammar.</summary>
    public long Work => _workBefore + _work;

    /// <summary>The most elements that one token so far led to states not met before.</summary>
    public int MostNew { get; private set; }

    /// <summary>The state before the first code point.</summary>
    public GrammarState Start()
    {
        foreach (var alternative in program.Rules[program.Root]) _open.Push(new GrammarThread(alternative, null));
        return Collect();
    }

    /// <summary>Starts a new allowance of work. Forgets all where that has become much; the state to go on with is returned.</summary>
    public GrammarState BeginToken(GrammarState state)
    {
        _workBefore += _work;
        (_work, _new) = (0, 0);
        if (_places.Count + _states.Count + (_masks * MaskWeight) < MaxRemembered) return state;
        _masks = 0;
        _places.Clear();
        _states.Clear();
        return new GrammarState(state.Threads, state.MayEnd);
    }

    /// <summary>Remembers the tokens that fit next.</summary>
    public void Remember(GrammarState state, ulong[] allowed)
    {
        state.Allowed = allowed;
        _masks++;
    }

    /// <summary>The state after one more code point; null where it does not fit.</summary>
    /// <exception cref="GrammarTooAmbiguousException">There are too many ways.</exception>
    public GrammarState? Next(GrammarState state, int codePoint)
    {
        _work++;
        if (state.TryNext(codePoint, out var known)) return known;
        foreach (var thread in state.Threads)
            if (program.Sets[program.Elements[thread.Position]].Contains(codePoint))
                _open.Push(thread with { Position = thread.Position + 1 });

        _work += state.Threads.Length / LooksPerElement;
        var next = _open.Count == 0 ? null : Collect();
        state.Remember(codePoint, next);
        return next;
    }

    /// <summary>Whether some code point of a range fits.</summary>
    public bool FitsAny(GrammarState state, int first, int last)
    {
        _work += 1 + (state.Threads.Length / LooksPerElement);
        return state.Threads.Any(thread => program.Sets[program.Elements[thread.Position]].Overlaps(first, last));
    }

    // Follows rules in and out until every way stands at a set.
    private GrammarState Collect()
    {
        _mayEnd = false;
        while (_open.TryPop(out var thread))
        {
            if (!_seen.Add(thread)) continue;
            MostNew = Math.Max(MostNew, ++_new);
            if (++_work > WorkPerToken || _new > NewPerToken || _threads.Count > MaxThreads) throw GiveUp();
            var element = program.Elements[thread.Position];
            if (element == GrammarProgram.End) Leave(thread.Return);
            else if (element >= 0) _threads.Add(thread);
            else Enter(~element, thread);
        }

        _seen.Clear();
        _threads.Sort(static (one, other) => one.Position != other.Position
            ? one.Position.CompareTo(other.Position)
            : (one.Return?.Id ?? -1).CompareTo(other.Return?.Id ?? -1));
        var state = new GrammarState([.. _threads], _mayEnd);
        _threads.Clear();
        if (_states.TryGetValue(state, out var known)) return known;
        _states.Add(state);
        return state;
    }

    private void Leave(ReturnPlace? place)
    {
        if (place is null) _mayEnd = true;
        else _open.Push(new GrammarThread(place.Position, place.Below));
    }

    private void Enter(int rule, GrammarThread thread)
    {
        var after = thread.Position + 1;
        // A rule at the end of another returns to where that one returns: repetitions do not pile up.
        var place = program.Elements[after] == GrammarProgram.End ? thread.Return : Place(after, thread.Return);
        foreach (var alternative in program.Rules[rule]) _open.Push(new GrammarThread(alternative, place));
    }

    private ReturnPlace Place(int position, ReturnPlace? below)
    {
        if (!_places.TryGetValue((position, below), out var place))
            _places[(position, below)] = place = new ReturnPlace(position, below, _ids++);
        return place;
    }

    private GrammarTooAmbiguousException GiveUp()
    {
        _open.Clear();
        _seen.Clear();
        _threads.Clear();
        return new GrammarTooAmbiguousException();
    }
}
