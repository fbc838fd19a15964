namespace Aigen.Inference;

/// <summary>Finds room for a model: within the budget, within what the machine has, and if need be in place of models that nobody uses.</summary>
internal sealed class ModelRoom(IReadOnlyList<ModelSlot> slots, MemoryBudget budget)
{
    // Held by models that are on their way out.
    private long _leaving;

    /// <summary>
    /// Takes room for a model. Null and <paramref name="leaves"/> null: it has it. Null and a slot: that model must go first, after which to
    /// ask again. Else why there is no room.
    /// </summary>
    public string? TryTake(ModelSlot slot, ModelNeed need, out ModelSlot? leaves)
    {
        leaves = null;
        var others = slots.Where(other => other != slot).ToList();
        var held = others.Sum(other => other.Held) + _leaving;
        var idle = others.Where(other => other.CanBeUnloaded).ToList();
        var canLeave = idle.Sum(other => other.Held);
        var machine = budget.Machine();

        // What is being loaded is not yet missing from the machine's memory.
        var available = machine.Available - others.Where(other => other.Model is null).Sum(other => other.Held);
        if (held - canLeave + need.Total > budget.Limit) return BeyondBudget(need, held - canLeave, others.Where(other => other.Held > 0 && !other.CanBeUnloaded));
        if (need.Total > available + canLeave + _leaving)
            return $"it needs {need}, and {ModelNeed.Bytes(Math.Max(0, available))} of this machine's {ModelNeed.Bytes(machine.Total)} are available";

        if (held + need.Total <= budget.Limit && need.Total <= available) slot.Held = need.Total;
        else leaves = idle.MinBy(other => other.LastUsed);
        return null;
    }

    /// <summary>Whether there is room with nobody leaving.</summary>
    public bool HasRoom(ModelSlot slot, ModelNeed need)
    {
        var has = TryTake(slot, need, out var leaves) is null && leaves is null;
        slot.Held = 0;
        return has;
    }

    /// <summary>The model of a slot begins to leave; returns what it held, for <see cref="Left"/>.</summary>
    public long Leave(ModelSlot slot)
    {
        var held = slot.Held;
        (slot.Held, slot.Loading) = (0, null);
        _leaving += held;
        return held;
    }

    public void Left(long held) => _leaving -= held;

    private string BeyondBudget(ModelNeed need, long inUse, IEnumerable<ModelSlot> users)
    {
        var others = inUse == 0 ? "" : $", of which {ModelNeed.Bytes(inUse)} are in use by {string.Join(", ", users.Select(user => user.Id))}";
        return $"it needs {need}, and models may have {ModelNeed.Bytes(budget.Limit)} of memory{others}";
    }
}
