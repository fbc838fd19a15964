using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>One sender's waiting transactions by nonce.</summary>
internal sealed class SenderQueue
{
    private readonly SortedDictionary<ulong, MempoolEntry> _byNonce = [];
    private ulong _accountNonce;

    public int Count => _byNonce.Count;

    /// <summary>What all of them together cost the sender.</summary>
    public UInt128 Cost { get; private set; }

    public IEnumerable<MempoolEntry> Entries => _byNonce.Values;

    public MempoolEntry? this[ulong nonce] => _byNonce.GetValueOrDefault(nonce);

    /// <summary>The next block can take one: a transaction waits with the account's own nonce.</summary>
    public bool IsReady => _byNonce.ContainsKey(_accountNonce);

    /// <summary>The first nonce from the account's own on that nothing waits with.</summary>
    public ulong PendingNonce { get; private set; }

    public void Put(MempoolEntry entry, ulong accountNonce)
    {
        Remove(entry.Transaction.Nonce);
        _byNonce[entry.Transaction.Nonce] = entry;
        Cost += entry.Cost;
        Advance(accountNonce);
    }

    public void Remove(ulong nonce)
    {
        if (_byNonce.Remove(nonce, out var entry))
        {
            Cost -= entry.Cost;
            PendingNonce = Math.Min(PendingNonce, nonce);
        }
    }

    /// <summary>Follows the account to its nonce, past everything that waits without a gap.</summary>
    public void Advance(ulong accountNonce)
    {
        _accountNonce = accountNonce;
        PendingNonce = Math.Max(PendingNonce, accountNonce);
        while (_byNonce.ContainsKey(PendingNonce))
        {
            PendingNonce++;
        }
    }
}
