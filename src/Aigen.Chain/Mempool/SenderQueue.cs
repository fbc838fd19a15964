using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>One sender's waiting transactions by nonce: those without a gap can go into blocks, the others are queued behind it.</summary>
internal sealed class SenderQueue(Address sender)
{
    private readonly Dictionary<ulong, MempoolEntry> _byNonce = [];
    private ulong _last;
    private ulong _accountNonce;

    public Address Sender => sender;

    public int Count => _byNonce.Count;

    /// <summary>The sender's account as of <see cref="AsOf"/>.</summary>
    public Account Account { get; private set; }

    /// <summary>The nonce of <see cref="Account"/>, for threads that do not hold the mempool's lock.</summary>
    public ulong AccountNonce => Volatile.Read(ref _accountNonce);

    /// <summary>The height of which the account is known; null before the first look.</summary>
    public ulong? AsOf { get; private set; }

    /// <summary>What all of them together cost the sender.</summary>
    public UInt128 Cost { get; private set; }

    public IEnumerable<MempoolEntry> Entries => _byNonce.Values;

    public MempoolEntry? this[ulong nonce] => _byNonce.GetValueOrDefault(nonce);

    /// <summary>The one that the next block can take.</summary>
    public MempoolEntry? First => this[Account.Nonce];

    /// <summary>The one with the highest nonce, which no other needs.</summary>
    public MempoolEntry Last => _byNonce[_last];

    /// <summary>The first nonce from the account's own on that nothing waits with.</summary>
    public ulong PendingNonce { get; private set; }

    /// <summary>The worth under which the pool lists this queue for eviction; null while it does not.</summary>
    public UInt128? Listed { get; set; }

    public void Put(MempoolEntry entry)
    {
        var nonce = entry.Transaction.Nonce;
        Remove(nonce);
        _byNonce[nonce] = entry;
        _last = _byNonce.Count == 1 ? nonce : Math.Max(_last, nonce);
        Cost += entry.Cost;
        entry.IsQueued = true;
        Promote();
    }

    /// <summary>Takes one out; those that needed it are queued.</summary>
    public void Remove(ulong nonce)
    {
        if (!TakeOut(nonce))
        {
            return;
        }

        for (var next = nonce + 1; next < PendingNonce && this[next] is { } behind; next++)
        {
            (behind.IsQueued, behind.Worth) = (true, 0);
        }

        PendingNonce = Math.Min(PendingNonce, Math.Max(nonce, Account.Nonce));
    }

    /// <summary>Follows the account; those that its nonce has left behind come out.</summary>
    public IReadOnlyList<MempoolEntry> Follow(Account account, ulong height)
    {
        var (from, known) = (Account.Nonce, AsOf is not null);
        (Account, AsOf) = (account, height);
        Volatile.Write(ref _accountNonce, account.Nonce);
        PendingNonce = known ? Math.Max(PendingNonce, account.Nonce) : account.Nonce;
        List<MempoolEntry>? passed = null;
        for (var nonce = from; nonce < account.Nonce && Count > 0; nonce++)
        {
            if (this[nonce] is { } entry)
            {
                (passed ??= []).Add(entry);
                TakeOut(nonce);
            }
        }

        Promote();
        return passed ?? (IReadOnlyList<MempoolEntry>)[];
    }

    private bool TakeOut(ulong nonce)
    {
        if (!_byNonce.Remove(nonce, out var entry))
        {
            return false;
        }

        Cost -= entry.Cost;
        while (Count > 0 && !_byNonce.ContainsKey(_last))
        {
            _last--;
        }

        return true;
    }

    // Past everything that waits without a gap; what it passes is queued no more.
    private void Promote()
    {
        var worth = PendingNonce > Account.Nonce && this[PendingNonce - 1] is { } before ? before.Worth : UInt128.MaxValue;
        while (_byNonce.TryGetValue(PendingNonce, out var entry))
        {
            worth = UInt128.Min(worth, entry.Offer);
            (entry.IsQueued, entry.Worth) = (false, worth);
            PendingNonce++;
        }
    }
}
