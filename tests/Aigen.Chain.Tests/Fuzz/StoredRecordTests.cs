using Aigen.Chain.Tests.Support;
using Aigen.Fuzz;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Fuzz;

/// <summary>What the chain reads back from its store, where a disk may have bent it.</summary>
public class StoredRecordTests
{
    private const int CasesEach = 60_000;

    [Fact]
    public void UndoRecord_FromAnyBytes_IsReadInItsOneFormOrRefused() => Run(
        random => UndoRecord.Encode([.. Enumerable.Range(0, random.Next(6)).Select(_ => Change(random))]),
        bytes => UndoRecord.Encode([.. UndoRecord.Decode(bytes).Select(change => new StateChange(change.Key, change.Now, null))]));

    [Fact]
    public void JournalGroup_FromAnyBytes_IsReadInItsOneFormOrRefused()
    {
        using var chain = new TestChain();
        Run(
            random => Group([.. Enumerable.Range(0, random.Next(1, 4)).Select(i => TestChain.Wallets[i].Sign(chain.Transfer(i, nonce: (ulong)random.Next())))]),
            bytes => Group(new MempoolJournal(new JournalStore(bytes)).Load()));
    }

    private static void Run(Func<Random, byte[]> make, Func<byte[], byte[]> recode)
    {
        var good = Enumerable.Range(0, 64).Select(seed => make(new Random(seed))).ToArray();
        Assert.All(good, bytes => Assert.Equal(bytes, recode(bytes)));
        FuzzRun.Cases(CasesEach, random => Decoding.Check(ByteMutation.Bend(good[random.Next(good.Length)], random), recode));
    }

    private static StateChange Change(Random random) => new(
        random.Next(2) == 0 ? StateKey.Account(Address.From(ByteMutation.Noise(Address.Length, random))) : StateKey.Proposal(new string('p', random.Next(1, 65))),
        random.Next(3) == 0 ? null : ByteMutation.Noise(random.Next(40), random),
        null);

    private static byte[] Group(IReadOnlyList<Transaction> transactions) =>
        new WireWriter().List(transactions, static (w, transaction) => transaction.WriteTo(w)).ToArray();

    /// <summary>A store with one entry in the journal.</summary>
    private sealed class JournalStore(byte[] entry) : IStore
    {
        public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
            Column column, ReadOnlyMemory<byte> prefix = default, ReadOnlyMemory<byte> after = default, ScanOrder order = ScanOrder.Ascending) =>
            [new(new byte[sizeof(ulong)], entry)];

        public byte[]? Get(Column column, ReadOnlySpan<byte> key) => throw new NotSupportedException();

        public bool Contains(Column column, ReadOnlySpan<byte> key) => throw new NotSupportedException();

        public IStoreSnapshot OpenSnapshot() => throw new NotSupportedException();

        public IWriteBatch CreateBatch() => throw new NotSupportedException();

        public void Write(IWriteBatch batch, Durability durability) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
