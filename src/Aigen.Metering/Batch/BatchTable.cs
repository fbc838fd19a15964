using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>The batch jobs that this node keeps, in memory; what changes here is in the store already, or follows from the chain.</summary>
internal sealed class BatchTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Hash256, BatchJob> _jobs = [];
    private readonly Dictionary<Address, HashSet<Hash256>> _ofUser = [];
    private readonly HashSet<Hash256> _open = [];

    /// <summary>The jobs that are not at their end.</summary>
    public IReadOnlyList<BatchJob> Open
    {
        get
        {
            lock (_lock)
            {
                return [.. _open.Select(id => _jobs[id])];
            }
        }
    }

    public IReadOnlyList<BatchJob> Ended
    {
        get
        {
            lock (_lock)
            {
                return [.. _jobs.Values.Where(job => job.IsEnded)];
            }
        }
    }

    public int OpenCount
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    public BatchJob? Find(Hash256 id)
    {
        lock (_lock)
        {
            return _jobs.GetValueOrDefault(id);
        }
    }

    public IReadOnlyList<BatchJob> Of(Address user)
    {
        lock (_lock)
        {
            return _ofUser.TryGetValue(user, out var ids) ? [.. ids.Select(id => _jobs[id])] : [];
        }
    }

    /// <summary>Takes a job whose payment somebody hands in, and who does so where it is there already; false where as many wait as may.</summary>
    public bool Admit(BatchJob job, int limit)
    {
        lock (_lock)
        {
            if (Change(job.Id, static known => known with { Payers = known.Payers + 1 }) is not null)
            {
                return true;
            }

            if (_open.Count >= limit)
            {
                return false;
            }

            Add(job with { Payers = 1 });
            return true;
        }
    }

    /// <summary>Adds a job that is not there.</summary>
    public void Add(BatchJob job)
    {
        lock (_lock)
        {
            _jobs.Add(job.Id, job);
            if (!_ofUser.TryGetValue(job.User, out var ids))
            {
                _ofUser[job.User] = ids = [];
            }

            ids.Add(job.Id);
            Follow(null, job);
        }
    }

    /// <summary>Changes a job that is there; the changed one, or null where it is gone.</summary>
    public BatchJob? Change(Hash256 id, Func<BatchJob, BatchJob> change)
    {
        lock (_lock)
        {
            if (!_jobs.TryGetValue(id, out var job))
            {
                return null;
            }

            var changed = _jobs[id] = change(job);
            Follow(job, changed);
            return changed;
        }
    }

    public void Remove(Hash256 id)
    {
        lock (_lock)
        {
            if (!_jobs.Remove(id, out var job))
            {
                return;
            }

            _ofUser[job.User].Remove(id);
            if (_ofUser[job.User].Count == 0)
            {
                _ofUser.Remove(job.User);
            }

            _open.Remove(id);
            BatchInstruments.Move(job.State, null);
        }
    }

    private void Follow(BatchJob? before, BatchJob now)
    {
        _ = now.IsEnded ? _open.Remove(now.Id) : _open.Add(now.Id);
        BatchInstruments.Move(before?.State, now.State);
    }
}
