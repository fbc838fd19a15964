using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>A waiting transaction; entries order by CEO first, then priority fee, then arrival.</summary>
internal sealed record MempoolEntry(Transaction Transaction, UInt128 Cost, bool First, ulong Arrival) : IComparable<MempoolEntry>
{
    public int CompareTo(MempoolEntry? other)
    {
        if (other is null || First != other.First)
        {
            return First || other is null ? -1 : 1;
        }

        var byFee = other.Transaction.Fee.Priority.CompareTo(Transaction.Fee.Priority);
        return byFee != 0 ? byFee : Arrival.CompareTo(other.Arrival);
    }
}
