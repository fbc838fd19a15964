namespace Aigen.Inference;

/// <summary>Finds room for a model: within the budget, within what the machine has, and if need be in place of models that nobody uses.</summary>
internal sealed class ModelRoom(IReadOnlyList<ModelSlot> slots, MemoryBudget budget, TimeProvider time)
{
    // Models for which another must leave, in the order in which they were asked for: only the first of them makes one leave.
    private readonly List<ModelSlot> _waiting = [];

    // Held by models that are on their way out.
    private long _leaving;

    // Ends when something changed for those that wait.
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes room for a model, or says what must happen before.</summary>
    public RoomOutcome Take(ModelSlot slot, ModelNeed need)
    {
        var others = slots.Where(other => other != slot && other.Held > 0).ToList();
        var due = others.Where(other => other.CanBeUnloaded && StayOf(other) <= TimeSpan.Zero).ToList();
        var later = others.Except(due).Where(other => StayOf(other) > TimeSpan.Zero || PatienceOf(slot) > TimeSpan.Zero).ToList();
        var (held, canLeave, mayLeave) = (others.Sum(other => other.Held), due.Sum(other => other.Held), later.Sum(other => other.Held));
        var machine = budget.Machine();

        // What is being loaded is not yet missing from the machine's memory.
        var available = machine.Available - others.Where(other => other.Model is null).Sum(other => other.Held);
        if (held - canLeave - mayLeave + need.Total > budget.Limit) return BeyondBudget(need, others.Except(due).Except(later).ToList());
        if (need.Total > available + canLeave + mayLeave + _leaving)
            return new RoomOutcome.Refused($"it needs {need}, and {ModelNeed.Bytes(Math.Max(0, available))} of this machine's {ModelNeed.Bytes(machine.Total)} are available");

        if (held + _leaving + need.Total <= budget.Limit && need.Total <= available)
        {
            slot.Held = need.Total;
            return new RoomOutcome.Taken();
        }

        if (!_waiting.Contains(slot)) _waiting.Add(slot);
        var isEnough = held - canLeave + need.Total <= budget.Limit && need.Total <= available + canLeave;
        return _leaving == 0 && isEnough && _waiting[0] == slot
            ? new RoomOutcome.After(due.MinBy(other => other.LastUsed)!)
            : new RoomOutcome.Later(_changed.Task, later.Select(StayOf).Append(PatienceOf(slot)).Where(wait => wait > TimeSpan.Zero).DefaultIfEmpty(Timeout.InfiniteTimeSpan).Min());
    }

    /// <summary>Whether there is room with nobody leaving.</summary>
    public bool HasRoom(ModelSlot slot, ModelNeed need)
    {
        var outcome = Take(slot, need);
        slot.Held = 0;
        StopWaiting(slot);
        return outcome is RoomOutcome.Taken;
    }

    /// <summary>Where a model stands among those that wait for room, and when there may be some for it; each one before it stays its time.</summary>
    public QueuePlace PlaceOf(ModelSlot slot, TimeSpan wait)
    {
        var before = _waiting.IndexOf(slot);
        return new QueuePlace(before + 1, wait == Timeout.InfiniteTimeSpan ? null : wait + before * budget.MinResidency);
    }

    /// <summary>A model has its room, or will not have it.</summary>
    public void StopWaiting(ModelSlot slot)
    {
        _waiting.Remove(slot);
        Changed();
    }

    /// <summary>The model of a slot begins to leave; returns what it held, for <see cref="Left"/>.</summary>
    public long Leave(ModelSlot slot)
    {
        var held = slot.Held;
        (slot.Held, slot.Loading) = (0, null);
        _leaving += held;
        return held;
    }

    /// <summary>It is gone.</summary>
    public void Left(long held)
    {
        _leaving -= held;
        Changed();
    }

    /// <summary>Has those that wait ask again.</summary>
    public void Changed()
    {
        if (_waiting.Count == 0) return;
        _changed.SetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    // How long a model stays yet; of one that is being loaded, all of it is to come.
    private TimeSpan StayOf(ModelSlot slot) => slot.Model is null ? budget.MinResidency : budget.MinResidency - time.GetElapsedTime(slot.LoadedAt);

    // How long one waits yet for those that are in use and might stay in use for ever.
    private TimeSpan PatienceOf(ModelSlot slot) => budget.MinResidency - time.GetElapsedTime(slot.AskedAt);

    private RoomOutcome.Refused BeyondBudget(ModelNeed need, IReadOnlyCollection<ModelSlot> users)
    {
        var inUse = users.Count == 0 ? "" : $", of which {ModelNeed.Bytes(users.Sum(user => user.Held))} are in use by {string.Join(", ", users.Select(user => user.Id))}";
        return new RoomOutcome.Refused($"it needs {need}, and models may have {ModelNeed.Bytes(budget.Limit)} of memory{inUse}");
    }
}
