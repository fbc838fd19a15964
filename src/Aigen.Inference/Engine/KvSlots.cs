namespace Aigen.Inference;

/// <summary>
/// The sequences of the KV cache. A request gets one for itself, with whatever of its prompt some sequence holds already, a running one
/// too; when it ends, what it leaves is kept until the slot is the least recently used one and is needed. See docs/adr/0015-batching.md.
/// </summary>
internal sealed class KvSlots
{
    // Copying a sequence costs about as much as computing this many tokens, whatever its length: llama.cpp copies all of its room.
    private const int WorthCopying = 16;

    // So little of what a slot holds may be lost without a thought: the end of an answer, where the next turn tokenises it otherwise.
    private const int LittleToLose = 32;

    private readonly LlamaSession _session;
    private readonly KvSlot[] _slots;
    private long _uses;

    public KvSlots(LlamaSession session)
    {
        _session = session;
        _slots = [.. Enumerable.Range(0, session.Sequences).Select(id => new KvSlot(id, session.ContextLength))];
    }

    /// <summary>Slots that requests can get.</summary>
    public int Free
    {
        get
        {
            var free = 0;
            foreach (var slot in _slots) free += slot.IsTaken ? 0 : 1;
            return free;
        }
    }

    /// <summary>Tokens held by all of them.</summary>
    public int Held
    {
        get
        {
            var held = 0;
            foreach (var slot in _slots) held += slot.Count;
            return held;
        }
    }

    /// <summary>A free slot that holds as much of the prompt as any does, but its last token, which is to be computed; all of it is trimmed to that.</summary>
    /// <param name="reuse">False where nothing may be reused: the slot is empty then.</param>
    public KvSlot Take(ReadOnlySpan<int> prompt, bool reuse)
    {
        var wanted = reuse ? prompt[..^1] : default;
        var slot = Choose(wanted);
        slot.IsTaken = true;
        slot.LastUse = ++_uses;
        var (best, kept) = (Best(wanted), slot.Match(wanted));
        if (best.Match(wanted) >= kept + WorthCopying)
        {
            kept = best.Match(wanted);
            _session.Copy(best.Id, slot.Id);
            slot.CopyFrom(best, kept);
        }

        Truncate(slot, kept);
        return slot;
    }

    /// <summary>An empty slot, to be filled by <see cref="Copy"/>.</summary>
    public KvSlot TakeEmpty() => Take([], reuse: false);

    /// <summary>Has a slot hold all that another holds.</summary>
    public void Copy(KvSlot from, KvSlot to)
    {
        _session.Copy(from.Id, to.Id);
        to.CopyFrom(from, from.Count);
    }

    /// <summary>The request has ended; what it computed stays until the room is needed.</summary>
    public void Return(KvSlot slot)
    {
        slot.IsTaken = false;
        slot.LastUse = ++_uses;
    }

    /// <summary>Has a slot hold no more than so many tokens; none where the model cannot forget a part.</summary>
    public void Truncate(KvSlot slot, int count)
    {
        if (!_session.Truncate(slot.Id, count))
        {
            _session.Truncate(slot.Id, 0);
            count = 0;
        }

        slot.Truncate(count);
    }

    private KvSlot Best(ReadOnlySpan<int> prompt)
    {
        var best = _slots[0];
        foreach (var slot in _slots)
            if (slot.Match(prompt) > best.Match(prompt))
                best = slot;
        return best;
    }

    // Sequences that stand side by side are computed together, others one after another: so a request gets a place beside those that
    // run. Among such places it gets the one that holds most of its prompt and little else, or else the one used least recently.
    private KvSlot Choose(ReadOnlySpan<int> prompt)
    {
        var (first, last) = (Array.FindIndex(_slots, slot => slot.IsTaken), Array.FindLastIndex(_slots, slot => slot.IsTaken));
        var (from, to) = first < 0 ? (0, _slots.Length - 1) : (Math.Max(0, first - 1), Math.Min(_slots.Length - 1, last + 1));
        KvSlot? chosen = null;
        for (var i = from; i <= to; i++)
        {
            var slot = _slots[i];
            if (!slot.IsTaken && (chosen is null || Rank(slot, prompt).CompareTo(Rank(chosen, prompt)) > 0)) chosen = slot;
        }

        return chosen ?? throw new InvalidOperationException("every slot is taken");
    }

    private static (int Match, long Age) Rank(KvSlot slot, ReadOnlySpan<int> prompt)
    {
        var match = slot.Match(prompt);
        return (slot.Count - match <= LittleToLose ? match : -1, -slot.LastUse);
    }
}
