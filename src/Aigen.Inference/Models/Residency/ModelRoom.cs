namespace Aigen.Inference;

/// <summary>Finds room for a model: within the budget, within what the machine has, and if need be in place of models that nobody uses.</summary>
internal sealed class ModelRoom(IReadOnlyList<ModelSlot> slots, MemoryBudget budget)
{
    // Held by models that are on their way out, and what ends when the next of them is gone.
    private long _leaving;
    private TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes room for a model, or says what must happen before.</summary>
    public RoomOutcome Take(ModelSlot slot, ModelNeed need)
    {
        var others = slots.Where(other => other != slot).ToList();
        var held = others.Sum(other => other.Held);
        var idle = others.Where(other => other.CanBeUnloaded).ToList();
        var canLeave = idle.Sum(other => other.Held);
        var machine = budget.Machine();

        // What is being loaded is not yet missing from the machine's memory.
        var available = machine.Available - others.Where(other => other.Model is null).Sum(other => other.Held);
        if (held - canLeave + need.Total > budget.Limit) return BeyondBudget(need, held - canLeave, others.Where(other => other.Held > 0 && !other.CanBeUnloaded));
        if (need.Total > available + canLeave + _leaving)
            return new RoomOutcome.Refused($"it needs {need}, and {ModelNeed.Bytes(Math.Max(0, available))} of this machine's {ModelNeed.Bytes(machine.Total)} are available");

        if (held + _leaving + need.Total <= budget.Limit && need.Total <= available)
        {
            slot.Held = need.Total;
            return new RoomOutcome.Taken();
        }

        return _leaving > 0 ? new RoomOutcome.Soon(_left.Task) : new RoomOutcome.After(idle.MinBy(other => other.LastUsed)!);
    }

    /// <summary>Whether there is room with nobody leaving.</summary>
    public bool HasRoom(ModelSlot slot, ModelNeed need)
    {
        var outcome = Take(slot, need);
        slot.Held = 0;
        return outcome is RoomOutcome.Taken;
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
        _left.SetResult();
        _left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private RoomOutcome.Refused BeyondBudget(ModelNeed need, long inUse, IEnumerable<ModelSlot> users)
    {
        var others = inUse == 0 ? "" : $", of which {ModelNeed.Bytes(inUse)} are in use by {string.Join(", ", users.Select(user => user.Id))}";
        return new RoomOutcome.Refused($"it needs {need}, and models may have {ModelNeed.Bytes(budget.Limit)} of memory{others}");
    }
}
