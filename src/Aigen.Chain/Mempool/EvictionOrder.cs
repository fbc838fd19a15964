using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>The senders of a pool by what their last transaction is worth: when the pool is full, the cheapest gives way.</summary>
internal sealed class EvictionOrder
{
    private readonly SortedSet<(UInt128 Worth, Address Sender)> _order = new(Comparer<(UInt128 Worth, Address Sender)>.Create(static (a, b) =>
    {
        var byWorth = a.Worth.CompareTo(b.Worth);
        return byWorth != 0 ? byWorth : a.Sender.Bytes.SequenceCompareTo(b.Sender.Bytes);
    }));

    /// <summary>Whose last transaction is worth least.</summary>
    public Address? Cheapest => _order.Count > 0 ? _order.Min.Sender : null;

    /// <summary>To be called after each change of a queue.</summary>
    public void Update(SenderQueue queue)
    {
        var worth = queue.Count > 0 ? queue.Last.Worth : (UInt128?)null;
        if (worth == queue.Listed)
        {
            return;
        }

        if (queue.Listed is { } listed)
        {
            _order.Remove((listed, queue.Sender));
        }

        if (worth is { } now)
        {
            _order.Add((now, queue.Sender));
        }

        queue.Listed = worth;
    }
}
