using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What one group of transactions changed in the mempool: what is to be stored, told, or taken back where storing failed.</summary>
internal sealed class MempoolChanges
{
    private readonly List<(MempoolEntry Added, IReadOnlyList<MempoolEntry> Displaced)> _steps = [];

    public List<Transaction> Promoted { get; } = [];

    public List<(Transaction Transaction, Refusal Refusal)> Dropped { get; } = [];

    public IEnumerable<MempoolEntry> Added => _steps.Select(step => step.Added);

    /// <summary>All that are out of the pool because of the group, or of blocks that came before it.</summary>
    public List<MempoolEntry> Out { get; } = [];

    public void Add(MempoolEntry entry, IReadOnlyList<MempoolEntry> displaced) => _steps.Add((entry, displaced));

    public void Drop(MempoolEntry entry, Refusal refusal)
    {
        Out.Add(entry);
        Dropped.Add((entry.Transaction, refusal));
    }

    public void TakeBack(WaitingTransactions waiting)
    {
        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            waiting.Remove(_steps[i].Added);
            foreach (var displaced in _steps[i].Displaced)
            {
                waiting.PutBack(displaced);
            }
        }
    }
}
