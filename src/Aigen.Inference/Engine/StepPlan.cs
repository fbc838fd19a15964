namespace Aigen.Inference;

/// <summary>
/// What is computed in the next step. One token of each answer, and beside them a chunk of the prompts in the order they came: however
/// long those are, a stream waits for no more than that. Where no answer runs, as much of the prompts as a batch holds. Pinned
/// sequences have steps of their own, in turn with the others.
/// </summary>
internal sealed class StepPlan(int chunk, int batchTokens)
{
    private readonly List<ActiveSequence> _members = [];
    private long _steps;

    /// <summary>Who takes part, in the order of their sequences, which llama.cpp wants.</summary>
    public IReadOnlyList<ActiveSequence> Members => _members;

    /// <param name="active">Whoever is being computed, in the order they came.</param>
    public void Make(List<ActiveSequence> active)
    {
        _members.Clear();
        _steps++;
        if (Pinned(active) is { } pinned)
        {
            // Always in the same shapes, from the prompt's first token on.
            pinned.Rows = Math.Max(1, Math.Min(pinned.PromptLeft, chunk));
            _members.Add(pinned);
            return;
        }

        var decoding = 0;
        foreach (var sequence in active)
            if (!sequence.IsPinned && sequence.PromptLeft == 0)
                decoding++;

        var room = decoding == 0 ? batchTokens : Math.Min(chunk, batchTokens - decoding);
        foreach (var sequence in active)
        {
            if (sequence.IsPinned) continue;
            sequence.Rows = sequence.PromptLeft == 0 ? 1 : Math.Min(sequence.PromptLeft, room);
            if (sequence.PromptLeft > 0) room -= sequence.Rows;
            if (sequence.Rows > 0) Insert(sequence);
        }
    }

    // The pinned take every step that has no others to serve, and else every second one, one after another.
    private ActiveSequence? Pinned(List<ActiveSequence> active)
    {
        var (pinned, others) = (0, 0);
        foreach (var sequence in active)
        {
            if (sequence.IsPinned) pinned++;
            else others++;
        }

        if (pinned == 0 || (others > 0 && _steps % 2 == 0)) return null;

        var turn = (int)((others > 0 ? _steps / 2 : _steps) % pinned);
        foreach (var sequence in active)
            if (sequence.IsPinned && turn-- == 0)
                return sequence;

        return null;
    }

    private void Insert(ActiveSequence sequence)
    {
        var at = _members.Count;
        while (at > 0 && _members[at - 1].Slot.Id > sequence.Slot.Id) at--;
        _members.Insert(at, sequence);
    }
}
