using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>
/// Transactions that were accepted and wait for a block, in memory and in the store, so that a restart finds them again. Safe for any
/// number of threads; what comes in has been checked by <see cref="TransactionIntake"/>.
/// </summary>
public sealed class Mempool
{
    // Old ones are looked for this often; a block would refuse them anyway.
    private static readonly TimeSpan ExpiryInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly WaitingTransactions _waiting;
    private readonly MempoolStorage _storage;
    private readonly Ledger _ledger;
    private readonly TimeProvider _time;
    private readonly MempoolLimits _limits;
    private DateTimeOffset _nextExpiry;
    private ulong _arrivals;

    public Mempool(Ledger ledger, IStore store, TimeProvider time, MempoolLimits limits)
    {
        (_ledger, _time, _limits) = (ledger, time, limits);
        _waiting = new WaitingTransactions(ledger, limits);
        _storage = new MempoolStorage(store, _waiting, time);
        Reload();
    }

    /// <summary>Raised for each transaction that was accepted, outside the lock.</summary>
    public event Action<Transaction>? Accepted;

    /// <summary>Raised for each that waits behind a gap of nonces no more, likewise.</summary>
    public event Action<Transaction>? Promoted;

    /// <summary>Raised for each that waits no more and is in no block, likewise.</summary>
    public event Action<Transaction, Refusal>? Dropped;

    /// <summary>Why transactions that had been accepted wait no more and are in no block.</summary>
    public DropLog Drops => _storage.Drops;

    public int Count => _waiting.Count;

    /// <summary>Bytes of those that wait.</summary>
    public long Bytes => _waiting.Bytes;

    /// <summary>The next block can take one; those that wait behind a gap of nonces do not count.</summary>
    public bool HasReady
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Queues.Any(queue => queue.First is not null);
            }
        }
    }

    /// <summary>A transaction that waits; null for one that does not.</summary>
    public WaitingTransaction? Find(Hash256 hash) =>
        _waiting.Find(hash) is { } entry ? new WaitingTransaction(entry.Transaction, entry.IsQueued) : null;

    /// <summary>The nonce that the sender's next transaction should have, the waiting ones counted in.</summary>
    public ulong PendingNonce(Address sender) => PendingNonce(sender, Account.Load(_ledger.State, sender));

    /// <summary>The same, for whoever knows the sender's account.</summary>
    public ulong PendingNonce(Address sender, Account account)
    {
        if (_waiting.Count == 0)
        {
            return account.Nonce;
        }

        lock (_lock)
        {
            return Math.Max(account.Nonce, _waiting.Find(sender)?.PendingNonce ?? 0);
        }
    }

    /// <summary>The best transactions in the order of a block.</summary>
    public IReadOnlyList<Transaction> Best(int count) => Best(count, long.MaxValue, out _);

    /// <summary>The same, of so many bytes at most.</summary>
    /// <param name="isFull">More are ready than that.</param>
    internal IReadOnlyList<Transaction> Best(int count, long bytes, out bool isFull)
    {
        lock (_lock)
        {
            return BlockSelection.Best(_waiting.Queues, count, bytes, out isFull);
        }
    }

    /// <summary>What is known of a transaction before its signature is checked; null where that is worth while.</summary>
    internal Submission? Screen(Transaction transaction)
    {
        // One without a place in the journal is not stored yet, so nobody may be told that it is known.
        if (_waiting.Find(transaction.Hash) is { Group: not null })
        {
            return Submission.Known;
        }

        // A nonce that a block has just raised is refused under the lock: here the account need not be looked up for it.
        var sender = transaction.Sender.Address;
        var nonce = _waiting.AccountNonce(sender) ?? Account.Load(_ledger.State, sender).Nonce;
        return transaction.Nonce < nonce ? Passed(transaction, nonce) : null;
    }

    /// <summary>
    /// Takes transactions whose content and signatures are good, or says of each why not. Those that are taken are stored together;
    /// where that fails, none of them is taken.
    /// </summary>
    internal Submission[] Add(ReadOnlySpan<Transaction> transactions)
    {
        var submissions = new Submission[transactions.Length];
        var changes = new MempoolChanges();
        lock (_lock)
        {
            for (var i = 0; i < transactions.Length; i++)
            {
                submissions[i] = Insert(transactions[i], changes);
            }

            if (_storage.Write(changes) is { } failure)
            {
                // The very same one again in the group was known by what is not there now.
                var lost = changes.Added.Select(entry => entry.Transaction.Hash).ToHashSet();
                changes.TakeBack(_waiting);
                _storage.TakeBack(changes);
                for (var i = 0; i < transactions.Length; i++)
                {
                    submissions[i] = lost.Contains(transactions[i].Hash) ? Submission.Refused(failure) : submissions[i];
                }

                return submissions;
            }
        }

        for (var i = 0; i < transactions.Length && Accepted is not null; i++)
        {
            if (submissions[i].IsNew)
            {
                Accepted.Invoke(transactions[i]);
            }
        }

        Tell(changes);
        return submissions;
    }

    /// <summary>Follows the ledger past a block: what it took waits no more, nor does what it refused or left behind.</summary>
    internal void Follow(Block block, IEnumerable<(Transaction Transaction, Refusal Refusal)> refused)
    {
        var changes = new MempoolChanges();
        lock (_lock)
        {
            foreach (var (transaction, refusal) in refused)
            {
                // By its nonce a block refuses what follows one that it refused: that one is gone, this one waits for another in its place.
                if (refusal.Rule != RefusalRule.Nonce)
                {
                    Drop(_waiting.Find(transaction.Hash), refusal, changes);
                }
            }

            var taken = block.Transactions.Select(transaction => transaction.Hash).ToHashSet();
            foreach (var sender in block.Transactions.Select(transaction => transaction.Sender.Address).Distinct())
            {
                QueueOf(sender, changes, taken);
            }

            if (block.Header.Shutdown && Shutdown.Load(_ledger.State) is { } shutdown)
            {
                _waiting.Entries.ToList().ForEach(entry => Drop(entry, shutdown.Refuse(), changes));
            }

            _storage.Write(changes);
        }

        Tell(changes);
    }

    /// <summary>Drops those that have waited past the age that a block takes.</summary>
    internal void DropExpired()
    {
        var time = _time.GetUtcNow();
        if (time < _nextExpiry)
        {
            return;
        }

        _nextExpiry = time + ExpiryInterval;
        var changes = new MempoolChanges();
        lock (_lock)
        {
            foreach (var entry in _waiting.Entries.ToList())
            {
                Drop(entry, TransactionRules.CheckTimestamp(entry.Transaction, time.ToUnixTimeSeconds()), changes);
            }

            _storage.Write(changes);
        }

        Tell(changes);
    }

    // A kill may come between a block and the word that it left a transaction behind: of such a one the reason is written now.
    private void Reload()
    {
        var waited = _storage.Load();
        var refused = Add(waited).Zip(waited).Where(pair => pair.First.Refusal is not null)
            .Select(pair => (Transaction: pair.Second, Refusal: pair.First.Refusal!)).ToList();
        if (refused.FirstOrDefault(one => one.Refusal.Rule == RefusalRule.Storage).Refusal is { } failure)
        {
            // To go on would be to forget what waited, and the next write would take it out of the journal.
            throw new StoreException(failure.Message);
        }

        if (refused.Count > 0)
        {
            _storage.WriteDrops(refused);
        }
    }

    private Submission Insert(Transaction transaction, MempoolChanges changes)
    {
        if (_waiting.Find(transaction.Hash) is not null)
        {
            return Submission.Known;
        }

        var queue = QueueOf(transaction.Sender.Address, changes);
        if (transaction.Nonce < queue.Account.Nonce)
        {
            return Passed(transaction, queue.Account.Nonce);
        }

        var entry = new MempoolEntry(transaction, _ledger.Spec, _arrivals++);
        if (MempoolRules.Check(entry, queue, _limits, _ledger) is { } refusal)
        {
            return Submission.Refused(refusal);
        }

        if (_waiting.MakeRoom(entry, queue, out var cheapest) is not { } evicted)
        {
            return Submission.Refused(MempoolRules.Full(_waiting.Count, _waiting.Bytes, _limits, cheapest!));
        }

        Put(entry, queue, evicted, changes);
        return Submission.Accepted;
    }

    private void Put(MempoolEntry entry, SenderQueue queue, List<MempoolEntry> displaced, MempoolChanges changes)
    {
        displaced.ForEach(evicted => changes.Drop(evicted, MempoolRules.Evicted(evicted, entry)));
        if (_waiting.Put(entry, queue) is { } replaced)
        {
            displaced.Add(replaced);
            changes.Drop(replaced, MempoolRules.Outbid(replaced.Transaction, entry.Transaction));
        }

        changes.Add(entry, displaced);
        for (var nonce = entry.Transaction.Nonce + 1; Promoted is not null && nonce < queue.PendingNonce; nonce++)
        {
            changes.Promoted.Add(queue[nonce]!.Transaction);
        }
    }

    /// <param name="taken">What a block took just now, where that is known.</param>
    private SenderQueue QueueOf(Address sender, MempoolChanges changes, HashSet<Hash256>? taken = null)
    {
        var queue = _waiting.QueueOf(sender, out var passed);
        if (passed.Count == 0)
        {
            return queue;
        }

        foreach (var entry in passed)
        {
            if (taken?.Contains(entry.Transaction.Hash) == true || _ledger.Blocks.Locate(entry.Transaction.Hash) is not null)
            {
                changes.Out.Add(entry);
            }
            else
            {
                changes.Drop(entry, MempoolRules.Overtaken(entry.Transaction, queue.Account.Nonce));
            }
        }

        return queue;
    }

    private void Drop(MempoolEntry? entry, Refusal? refusal, MempoolChanges changes)
    {
        if (entry is not null && refusal is not null)
        {
            _waiting.Remove(entry);
            changes.Drop(entry, refusal);
        }
    }

    private Submission Passed(Transaction transaction, ulong accountNonce) => _ledger.Blocks.Locate(transaction.Hash) is not null
        ? Submission.Known
        : Submission.Refused(TransactionRefusals.Nonce(transaction.Nonce, accountNonce));

    private void Tell(MempoolChanges changes)
    {
        changes.Promoted.ForEach(transaction => Promoted?.Invoke(transaction));
        foreach (var (transaction, refusal) in changes.Dropped)
        {
            ChainInstruments.Dropped.Count(refusal.Rule);
            Dropped?.Invoke(transaction, refusal);
        }
    }
}
