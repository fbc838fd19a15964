namespace Aigen.Inference.Grammars;

/// <summary>Holds one answer to its grammar: which tokens fit next, and what the answer's tokens have led to. One thread at a time.</summary>
internal sealed class GrammarConstraint
{
    private readonly Vocabulary _vocabulary;
    private readonly GrammarProgram _program;
    private readonly GrammarMatcher _matcher;
    private readonly List<Place> _along = [];
    private Place _now;
    private int _tokens;

    public GrammarConstraint(GrammarProgram program, Vocabulary vocabulary)
    {
        (_vocabulary, _program) = (vocabulary, program);
        _matcher = new GrammarMatcher(program);
        _now = new Place(_matcher.Start(), default);
    }

    /// <summary>Whether the answer is whole as it is.</summary>
    public bool MayEnd => _now.Code.IsWhole && _now.State.MayEnd;

    /// <summary>Elements of the grammar looked at so far: the same for the same tokens, whatever the machine does.</summary>
    public long Work => _matcher.Work;

    /// <summary>The most elements that one token so far led to states not met before.</summary>
    public int MostNew => _matcher.MostNew;

    /// <summary>Whether more was looked at than an answer of so many tokens may take.</summary>
    public bool IsSpent => Work > GrammarAllowance.Of(_vocabulary.Size, _tokens);

    /// <summary>Whether the token fits next.</summary>
    /// <exception cref="GrammarTooAmbiguousException">There are too many ways.</exception>
    public bool Allows(int token)
    {
        if (_vocabulary.IsEndOfGeneration(token)) return MayEnd;
        return Follow(token) is { } end && CanGoOn(end);
    }

    /// <summary>The tokens that fit next, a bit each, without those that end an answer.</summary>
    /// <exception cref="GrammarTooAmbiguousException">There are too many ways.</exception>
    public ulong[] Allowed()
    {
        if (_now.Code.IsWhole && _now.State.Allowed is { } known) return known;
        var allowed = FindAllowed();
        if (_now.Code.IsWhole) _matcher.Remember(_now.State, allowed);
        return allowed;
    }

    /// <summary>Takes a token that fits.</summary>
    public void Accept(int token)
    {
        if (_vocabulary.IsEndOfGeneration(token)) return;
        _tokens++;
        _now = Follow(token) ?? throw new InferenceException($"the token {token} does not fit the grammar of its answer");
        // All that is asked about the next token shares one allowance.
        _now = _now with { State = _matcher.BeginToken(_now.State) };
    }

    private Place? Follow(int token)
    {
        if (_program.Tokens.Contains(token)) return FollowControl(token);
        var bytes = _vocabulary.BytesOf(token);
        if (bytes.Length == 0) return null;
        Place? place = _now;
        foreach (var value in bytes)
        {
            place = Next(place.Value, value);
            if (place is null) return null;
        }

        return place;
    }

    // In the order of the tokens' bytes: _along has the places behind each byte that a token shares with the one before it.
    private ulong[] FindAllowed()
    {
        var texts = _vocabulary.Texts;
        var allowed = new ulong[(_vocabulary.Size + 63) / 64];
        _along.Clear();
        var failedAt = int.MaxValue;
        for (var i = 0; i < texts.Tokens.Length; i++)
        {
            var shared = texts.Shared[i];
            // It begins as one before it did that did not fit.
            if (shared > failedAt) continue;
            failedAt = int.MaxValue;
            if (_along.Count > shared) _along.RemoveRange(shared, _along.Count - shared);
            var bytes = texts[i];
            while (_along.Count < bytes.Length)
            {
                if (Next(_along.Count == 0 ? _now : _along[^1], bytes[_along.Count]) is not { } place)
                {
                    failedAt = _along.Count;
                    break;
                }

                _along.Add(place);
            }

            if (failedAt == int.MaxValue && CanGoOn(_along[^1])) allowed[texts.Tokens[i] / 64] |= 1UL << (texts.Tokens[i] % 64);
        }

        foreach (var token in _program.Tokens)
            if (FollowControl(token) is not null)
                allowed[token / 64] |= 1UL << (token % 64);
        return allowed;
    }

    private Place? FollowControl(int token) =>
        _now.Code.IsWhole && _matcher.Next(_now.State, CodePointSet.OfToken(token)) is { } next ? new Place(next, default) : null;

    private Place? Next(Place place, byte value)
    {
        if (!place.Code.TryAdd(value, out var code)) return null;
        if (!code.IsWhole) return place with { Code = code };
        return _matcher.Next(place.State, code.Value) is { } next ? new Place(next, default) : null;
    }

    private bool CanGoOn(Place place)
    {
        if (place.Code.IsWhole) return true;
        var (first, last) = place.Code.Range();
        return _matcher.FitsAny(place.State, first, last);
    }

    private readonly record struct Place(GrammarState State, Utf8Progress Code);
}
