using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Node.Hosting;

/// <summary>Copies whole databases between folders, and checks what was written before anybody is told that it is there.</summary>
internal static class LedgerCopies
{
    /// <param name="target">The folder of the new database.</param>
    /// <param name="copied">Called with the bytes of each batch.</param>
    /// <returns>The head of the copy.</returns>
    /// <exception cref="LedgerException">The copy is not good.</exception>
    public static SignedHeader Make(LedgerFolder from, string target, ChainSpec spec, Action<int> copied, CancellationToken cancelled)
    {
        using (var copy = RocksStore.Open(target))
        {
            LedgerCopy.Run(from.Store, copy, copied, cancelled);
        }

        using var written = RocksStore.OpenReadOnly(target);
        using var scratch = new ScratchStore(Path.GetDirectoryName(target));
        var head = LedgerCopy.Check(written, spec, scratch.Store, cancelled).Head;
        return head.Hash == from.Ledger.Head.Hash
            ? head
            : throw new LedgerException($"the copy ends at block {head.Height} {head.Hash}, and {from.Ledger.Head.Height} {from.Ledger.Head.Hash} was copied");
    }
}
