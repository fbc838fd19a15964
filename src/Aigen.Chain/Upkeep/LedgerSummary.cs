using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>What a store says of its ledger.</summary>
/// <param name="Accounts">Addresses that ever had a balance or a nonce.</param>
public sealed record LedgerSummary(Hash256 Genesis, SignedHeader Head, ulong PrunedTo, ulong Accounts)
{
    public static LedgerSummary Of(Ledger ledger, IStoreReader store) =>
        new(ledger.Spec.Hash, ledger.Head, ledger.Blocks.PrunedTo, (ulong)store.Scan(Column.State).LongCount(static row => StateRow.KeyOf(row.Value).IsAccount));
}
