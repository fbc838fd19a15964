namespace Aigen.Inference;

/// <summary>
/// What is computed in the next step. One token of each answer, and beside them a chunk of the prompts in the order they came: however
/// long those are, a stream waits for no more than that. Where no answer runs, as much of the prompts as a batch holds. Pinned
/// sequences have steps of their own, in turn with the others.
/// </summary>
internal sealed class StepPlan(ModelOptions options, int batchTokens, StepPace pace)
{
    // However slow the model, and never less than there are answers, so that prompts get half of the time where the answers' own tokens
    // take the pause alone: in smaller chunks a prompt is computed at the pace of an answer, and nobody gains.
    private const int LeastChunk = 8;

    private readonly List<ActiveSequence> _members = [];
    private long _steps;

    /// <summary>Who takes part, in the order of their sequences, which llama.cpp wants.</summary>
    public IReadOnlyList<ActiveSequence> Members => _members;

    /// <summary>Tokens that the step computes.</summary>
    public int Rows { get; private set; }

    /// <param name="active">Whoever is being computed, in the order they were admitted.</param>
    public void Make(List<ActiveSequence> active)
    {
        _members.Clear();
        _steps++;
        Rows = 0;
        if (Pinned(active) is { } pinned)
        {
            // Always in the same shapes, from the prompt's first token on.
            Add(pinned, Math.Max(1, Math.Min(pinned.PromptLeft, options.PrefillChunk)));
            return;
        }

        var room = RoomForPrompts(active);
        foreach (var sequence in active)
        {
            if (sequence.IsPinned) continue;
            var rows = sequence.PromptLeft == 0 ? 1 : Math.Min(sequence.PromptLeft, room);
            if (sequence.PromptLeft > 0) room -= rows;
            if (rows > 0) Add(sequence, rows);
        }
    }

    private int RoomForPrompts(List<ActiveSequence> active)
    {
        var (answers, streams, first) = (0, 0, long.MaxValue);
        foreach (var sequence in active)
        {
            if (sequence.PromptLeft > 0) first = Math.Min(first, sequence.Came);
            else streams++;
            if (sequence is { PromptLeft: 0, IsPinned: false }) answers++;
        }

        if (streams == 0) return batchTokens;
        var pause = active.TrueForAll(sequence => sequence.PromptLeft > 0 || sequence.IsOfOneBurstWith(first)) ? options.BurstPause : options.TokenPause;
        var chunk = pace.RowsIn(pause) is { } rows ? Math.Max(rows - answers, Math.Max(LeastChunk, answers)) : options.PrefillChunk;
        return Math.Min(chunk, batchTokens - answers);
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

    private void Add(ActiveSequence sequence, int rows)
    {
        sequence.Rows = rows;
        Rows += rows;
        var at = _members.Count;
        while (at > 0 && _members[at - 1].Slot.Id > sequence.Slot.Id) at--;
        _members.Insert(at, sequence);
    }
}
