using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>
/// Brings groups that are checked beside each other into the mempool in the order in which they began. Whoever ends the check of the
/// first of them stores it together with those behind it that are checked too, so that nobody waits for anybody.
/// </summary>
internal sealed class ArrivalOrder(Mempool mempool)
{
    private readonly Lock _lock = new();
    private readonly Queue<ArrivalGroup> _begun = [];
    private bool _isStoring;

    public ArrivalGroup Begin()
    {
        var group = new ArrivalGroup();
        lock (_lock)
        {
            _begun.Enqueue(group);
        }

        return group;
    }

    /// <summary>Stores what is checked and answers it, unless a group before it is still being checked, or another thread is at it.</summary>
    public void End(ArrivalGroup group)
    {
        lock (_lock)
        {
            group.IsChecked = true;
            if (_isStoring)
            {
                return;
            }

            _isStoring = true;
        }

        while (TakeChecked() is { } arrivals)
        {
            Store(arrivals);
        }
    }

    private List<Arrival>? TakeChecked()
    {
        lock (_lock)
        {
            List<Arrival>? arrivals = null;
            while (_begun.TryPeek(out var first) && first.IsChecked)
            {
                (arrivals ??= []).AddRange(_begun.Dequeue().Arrivals);
            }

            _isStoring = arrivals is not null;
            return arrivals;
        }
    }

    private void Store(List<Arrival> arrivals)
    {
        try
        {
            var good = arrivals.FindAll(arrival => arrival.Refusal is null);
            var submissions = mempool.Add([.. good.Select(arrival => arrival.Transaction)]);
            var next = 0;
            foreach (var arrival in arrivals)
            {
                arrival.Answer(arrival.Refusal is { } refusal ? Submission.Refused(refusal) : submissions[next++]);
            }
        }
        catch (Exception e)
        {
            arrivals.ForEach(arrival => arrival.Fail(e));
        }
    }
}
