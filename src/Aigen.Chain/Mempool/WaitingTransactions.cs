using System.Collections.Concurrent;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>
/// What waits, in memory: by hash, by sender and nonce, and by what would have to give way. Used under the mempool's lock, but for
/// <see cref="Find(Hash256)"/> and <see cref="AccountNonce"/>.
/// </summary>
internal sealed class WaitingTransactions(Ledger ledger, MempoolLimits limits)
{
    // These two are read without the lock.
    private readonly ConcurrentDictionary<Hash256, MempoolEntry> _byHash = [];
    private readonly ConcurrentDictionary<Address, SenderQueue> _bySender = [];
    private readonly EvictionOrder _eviction = new();

    // The dictionary's own count takes every one of its locks, and it is asked for with each transaction.
    private volatile int _count;

    public int Count => _count;

    public long Bytes { get; private set; }

    // Not Values, which is a copy.
    public IEnumerable<SenderQueue> Queues => _bySender.Select(pair => pair.Value);

    public IEnumerable<MempoolEntry> Entries => Queues.SelectMany(queue => queue.Entries);

    public MempoolEntry? Find(Hash256 hash) => _byHash.GetValueOrDefault(hash);

    public SenderQueue? Find(Address sender) => _bySender.GetValueOrDefault(sender);

    /// <summary>The nonce of a sender's account, at most a block old, where something of the sender waits; else null.</summary>
    public ulong? AccountNonce(Address sender) => _bySender.GetValueOrDefault(sender)?.AccountNonce;

    /// <summary>The sender's queue with the account as of the head; an empty one is not kept.</summary>
    /// <param name="passed">What the account's nonce has left behind, taken out.</param>
    public SenderQueue QueueOf(Address sender, out IReadOnlyList<MempoolEntry> passed)
    {
        var queue = _bySender.GetValueOrDefault(sender) ?? new SenderQueue(sender);
        var height = ledger.Head.Height;
        passed = queue.AsOf == height ? [] : queue.Follow(Account.Load(ledger.State, sender), height);
        foreach (var entry in passed)
        {
            Unlist(entry);
        }

        Keep(queue);
        return queue;
    }

    /// <summary>Puts an entry into its queue; the one with the same nonce, if any, comes out.</summary>
    public MempoolEntry? Put(MempoolEntry entry, SenderQueue queue)
    {
        var replaced = queue[entry.Transaction.Nonce];
        if (replaced is not null)
        {
            Unlist(replaced);
        }

        _byHash[entry.Transaction.Hash] = entry;
        _count++;
        Bytes += entry.Size;
        queue.Put(entry);
        Keep(queue);
        return replaced;
    }

    public void Remove(MempoolEntry entry)
    {
        Unlist(entry);
        if (_bySender.TryGetValue(entry.Transaction.Sender.Address, out var queue) && queue[entry.Transaction.Nonce] == entry)
        {
            queue.Remove(entry.Transaction.Nonce);
            Keep(queue);
        }
    }

    /// <summary>Those that must go for the newcomer, already out; null, and nothing out, where it is worth no more than they are.</summary>
    public List<MempoolEntry>? MakeRoom(MempoolEntry newcomer, SenderQueue queue, out MempoolEntry? cheapest)
    {
        cheapest = null;
        var replaced = queue[newcomer.Transaction.Nonce];
        var (count, bytes) = (replaced is null ? 1 : 0, newcomer.Size - (replaced?.Size ?? 0));
        var worth = newcomer.Transaction.Nonce <= queue.PendingNonce ? UInt128.Min(newcomer.Offer, WorthBefore(newcomer, queue)) : 0;
        var evicted = new List<MempoolEntry>();
        while (Count + count > limits.Transactions || Bytes + bytes > limits.Bytes)
        {
            cheapest = _bySender[_eviction.Cheapest!.Value].Last;
            if (cheapest.Worth >= worth || cheapest.Transaction.Sender.Address == queue.Sender)
            {
                evicted.ForEach(PutBack);
                return null;
            }

            Remove(cheapest);
            evicted.Add(cheapest);
        }

        return evicted;
    }

    public void PutBack(MempoolEntry entry) => Put(entry, QueueOf(entry.Transaction.Sender.Address, out _));

    private static UInt128 WorthBefore(MempoolEntry newcomer, SenderQueue queue)
    {
        var nonce = newcomer.Transaction.Nonce;
        return nonce > queue.Account.Nonce && queue[nonce - 1] is { } before ? before.Worth : UInt128.MaxValue;
    }

    private void Unlist(MempoolEntry entry)
    {
        if (_byHash.TryRemove(entry.Transaction.Hash, out _))
        {
            _count--;
            Bytes -= entry.Size;
        }
    }

    private void Keep(SenderQueue queue)
    {
        if (queue.Count > 0)
        {
            _bySender[queue.Sender] = queue;
        }
        else
        {
            _bySender.TryRemove(queue.Sender, out _);
        }

        _eviction.Update(queue);
    }
}
