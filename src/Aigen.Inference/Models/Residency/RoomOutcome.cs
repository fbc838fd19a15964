namespace Aigen.Inference;

/// <summary>What came of asking for room for a model.</summary>
internal abstract record RoomOutcome
{
    /// <summary>It has it.</summary>
    public sealed record Taken : RoomOutcome;

    /// <summary>This model must leave first, after which to ask again.</summary>
    public sealed record After(ModelSlot Leaves) : RoomOutcome;

    /// <summary>There may be room later: ask again when this ends or after that time, whichever comes first.</summary>
    public sealed record Later(Task Changed, TimeSpan Wait) : RoomOutcome;

    /// <summary>There is none.</summary>
    public sealed record Refused(string Reason) : RoomOutcome;
}
