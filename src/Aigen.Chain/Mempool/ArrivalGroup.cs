using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Transactions that are checked together.</summary>
internal sealed class ArrivalGroup
{
    public List<Arrival> Arrivals { get; } = [];

    /// <summary>Set by <see cref="ArrivalOrder"/>.</summary>
    public bool IsChecked { get; set; }

    public void CheckSignatures(ChainSpec spec)
    {
        var refusals = new Refusal?[Arrivals.Count];
        var transactions = new Transaction[Arrivals.Count];
        for (var i = 0; i < transactions.Length; i++)
        {
            transactions[i] = Arrivals[i].Transaction;

            // Its bytes are made here, beside other groups, rather than under the mempool's lock.
            _ = transactions[i].Encoded.Length;
        }

        TransactionSignatures.Check(transactions, spec, refusals);
        for (var i = 0; i < refusals.Length; i++)
        {
            Arrivals[i].Refusal = refusals[i];
        }
    }
}
