using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>
/// Transactions that were accepted and wait for a block, in memory and in the store, so that a restart finds them again. Safe for any
/// number of threads; signatures are checked outside its lock.
/// </summary>
public sealed class Mempool
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Hash256, MempoolEntry> _byHash = [];
    private readonly Dictionary<Address, SenderQueue> _bySender = [];
    private readonly Ledger _ledger;
    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly MempoolLimits _limits;
    private ulong _arrivals;

    public Mempool(Ledger ledger, IStore store, TimeProvider time, MempoolLimits limits)
    {
        (_ledger, _store, _time, _limits) = (ledger, store, time, limits);
        Reload();
    }

    /// <summary>Raised for each transaction that was accepted, on the submitter's thread and outside the lock.</summary>
    public event Action<Transaction>? Accepted;

    /// <summary>Raised for a transaction whose place another took, likewise.</summary>
    public event Action<Transaction, Refusal>? Replaced;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byHash.Count;
            }
        }
    }

    /// <summary>The next block can take one; those that wait behind a gap of nonces do not count.</summary>
    public bool HasReady
    {
        get
        {
            lock (_lock)
            {
                return _bySender.Values.Any(queue => queue.IsReady);
            }
        }
    }

    /// <summary>Takes a transaction, or says why not. The very same one again is taken without effect.</summary>
    public Submission Add(Transaction transaction)
    {
        if (IsKnown(transaction.Hash))
        {
            return Submission.Known;
        }

        if (TransactionRules.CheckContent(transaction, _ledger.Spec, _time.GetUtcNow().ToUnixTimeSeconds()) is { } refusal)
        {
            return Submission.Refused(refusal);
        }

        var bad = new Refusal?[1];
        TransactionSignatures.Check([transaction], _ledger.Spec, bad);
        if (bad[0] is { } wrong)
        {
            return Submission.Refused(wrong);
        }

        var (submission, replaced) = Insert(transaction);
        if (submission.IsNew)
        {
            Accepted?.Invoke(transaction);
        }

        if (replaced is not null)
        {
            Replaced?.Invoke(replaced, MempoolRules.Outbid(replaced, transaction));
        }

        return submission;
    }

    public Transaction? Find(Hash256 hash)
    {
        lock (_lock)
        {
            return _byHash.GetValueOrDefault(hash)?.Transaction;
        }
    }

    /// <summary>The nonce that the sender's next transaction should have, the waiting ones counted in.</summary>
    public ulong PendingNonce(Address sender)
    {
        var nonce = Account.Load(_ledger.State, sender).Nonce;
        lock (_lock)
        {
            return _bySender.TryGetValue(sender, out var queue) ? Math.Max(nonce, queue.PendingNonce) : nonce;
        }
    }

    /// <summary>The best transactions in the order of a block: CEO first, then priority fee, then arrival, each sender's by nonce.</summary>
    public IReadOnlyList<Transaction> Best(int count, long bytes = long.MaxValue)
    {
        lock (_lock)
        {
            var heads = new PriorityQueue<MempoolEntry, MempoolEntry>();
            foreach (var (sender, queue) in _bySender)
            {
                if (queue[Account.Load(_ledger.State, sender).Nonce] is { } first)
                {
                    heads.Enqueue(first, first);
                }
            }

            var best = new List<Transaction>();
            while (best.Count < count && heads.TryDequeue(out var entry, out _))
            {
                bytes -= SizeOf(entry.Transaction);
                if (bytes < 0)
                {
                    break;
                }

                best.Add(entry.Transaction);
                if (_bySender[entry.Transaction.Sender.Address][entry.Transaction.Nonce + 1] is { } next)
                {
                    heads.Enqueue(next, next);
                }
            }

            return best;
        }
    }

    /// <summary>Forgets what a block took or refused, and what it left behind its sender's nonce.</summary>
    internal void Remove(IEnumerable<Transaction> transactions)
    {
        lock (_lock)
        {
            var senders = new HashSet<Address>();
            using var batch = _store.CreateBatch();
            foreach (var transaction in transactions)
            {
                Forget(transaction);
                batch.Delete(Column.Mempool, transaction.Hash.Bytes);
                senders.Add(transaction.Sender.Address);
            }

            foreach (var sender in senders)
            {
                _bySender.GetValueOrDefault(sender)?.Advance(Account.Load(_ledger.State, sender).Nonce);
            }

            _store.Write(batch, Durability.Process);
        }
    }

    /// <summary>Those that have waited past the age that a block takes, now gone.</summary>
    internal IReadOnlyList<(Transaction Transaction, Refusal Refusal)> RemoveExpired(long now)
    {
        lock (_lock)
        {
            var expired = _byHash.Values.Select(entry => (entry.Transaction, Refusal: TransactionRules.CheckTimestamp(entry.Transaction, now)))
                .Where(checkedEntry => checkedEntry.Refusal is not null).Select(entry => (entry.Transaction, entry.Refusal!)).ToList();
            if (expired.Count > 0)
            {
                using var batch = _store.CreateBatch();
                foreach (var (transaction, _) in expired)
                {
                    Forget(transaction);
                    batch.Delete(Column.Mempool, transaction.Hash.Bytes);
                }

                _store.Write(batch, Durability.Process);
            }

            return expired;
        }
    }

    // What waited when the node ended. Signatures were checked before it was stored; what the state does not take any more is dropped.
    private void Reload()
    {
        using var batch = _store.CreateBatch();
        foreach (var transaction in _store.Scan(Column.Mempool).Select(entry => Transaction.Decode(entry.Value)).OrderBy(t => t.Nonce))
        {
            if (Insert(transaction).Submission.Refusal is not null)
            {
                batch.Delete(Column.Mempool, transaction.Hash.Bytes);
            }
        }

        _store.Write(batch, Durability.Process);
    }

    private bool IsKnown(Hash256 hash) => Find(hash) is not null || _ledger.Blocks.Locate(hash) is not null;

    private (Submission Submission, Transaction? Replaced) Insert(Transaction transaction)
    {
        var sender = transaction.Sender.Address;
        lock (_lock)
        {
            if (_byHash.ContainsKey(transaction.Hash))
            {
                return (Submission.Known, null);
            }

            var account = Account.Load(_ledger.State, sender);
            var queue = _bySender.GetValueOrDefault(sender) ?? new SenderQueue();
            queue.Advance(account.Nonce);
            var entry = new MempoolEntry(
                transaction, Transfer.Cost(transaction, _ledger.Spec), Transfer.IsFree(transaction, _ledger.Spec), _arrivals++);
            var replaced = queue[transaction.Nonce];
            if (MempoolRules.Check(entry, account, queue, _byHash.Count, _limits, _ledger) is { } refusal)
            {
                return (Submission.Refused(refusal), null);
            }

            using var batch = _store.CreateBatch();
            batch.Put(Column.Mempool, transaction.Hash.Bytes, transaction.Encoded);
            if (replaced is not null)
            {
                _byHash.Remove(replaced.Transaction.Hash);
                batch.Delete(Column.Mempool, replaced.Transaction.Hash.Bytes);
            }

            _store.Write(batch, Durability.Process);
            _byHash[transaction.Hash] = entry;
            _bySender[sender] = queue;
            queue.Put(entry, account.Nonce);
            return (Submission.Accepted, replaced?.Transaction);
        }
    }

    private void Forget(Transaction transaction)
    {
        if (_byHash.Remove(transaction.Hash) && _bySender.TryGetValue(transaction.Sender.Address, out var queue))
        {
            queue.Remove(transaction.Nonce);
            if (queue.Count == 0)
            {
                _bySender.Remove(transaction.Sender.Address);
            }
        }
    }

    // Addresses, key, signature and numbers come to less than 400 bytes; a payload comes on top.
    private static long SizeOf(Transaction transaction) => 400 + (transaction.Payload?.Length ?? 0);
}
