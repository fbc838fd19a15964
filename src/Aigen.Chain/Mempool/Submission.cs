namespace Aigen.Chain;

/// <summary>What the mempool made of a transaction.</summary>
/// <param name="IsNew">Taken just now; false for one that waits or stands in a block already, and for a refused one.</param>
/// <param name="Refusal">Why it was not taken; null for one that was, now or before.</param>
public sealed record Submission(bool IsNew, Refusal? Refusal)
{
    internal static Submission Accepted { get; } = new(true, null);

    internal static Submission Known { get; } = new(false, null);

    internal static Submission Refused(Refusal refusal) => new(false, refusal);

    /// <summary>Itself, on its way to whoever submitted.</summary>
    internal Submission Counted()
    {
        if (IsNew)
        {
            ChainInstruments.Accepted.Add(1);
        }
        else if (Refusal is not null)
        {
            ChainInstruments.Refused.Count(Refusal.Rule);
        }

        return this;
    }
}
