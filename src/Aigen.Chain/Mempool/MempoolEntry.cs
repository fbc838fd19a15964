using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>A waiting transaction; entries order by CEO first, then priority fee, then arrival.</summary>
internal sealed class MempoolEntry(Transaction transaction, ChainSpec spec, ulong arrival) : IComparable<MempoolEntry>
{
    private readonly bool _first = Transfer.IsFree(transaction, spec);

    public Transaction Transaction => transaction;

    public ulong Arrival => arrival;

    /// <summary>What it takes from the sender's balance.</summary>
    public UInt128 Cost { get; } = Transfer.Cost(transaction, spec);

    /// <summary>Bytes, as it is stored.</summary>
    public int Size { get; } = transaction.Encoded.Length;

    /// <summary>Where the journal holds it.</summary>
    public MempoolJournal.Group? Group { get; set; }

    /// <summary>It waits behind a gap of nonces.</summary>
    public bool IsQueued { get; set; }

    /// <summary>What it offers by itself.</summary>
    public UInt128 Offer => _first ? UInt128.MaxValue : (UInt128)transaction.Fee.Priority.Aigen + 1;

    /// <summary>
    /// What keeps it in a full pool: the least that it or a transaction before it of the same sender offers, since it cannot
    /// go before them; 0 behind a gap.
    /// </summary>
    public UInt128 Worth { get; set; }

    public int CompareTo(MempoolEntry? other)
    {
        if (other is null)
        {
            return -1;
        }

        var byOffer = other.Offer.CompareTo(Offer);
        return byOffer != 0 ? byOffer : Arrival.CompareTo(other.Arrival);
    }

}
