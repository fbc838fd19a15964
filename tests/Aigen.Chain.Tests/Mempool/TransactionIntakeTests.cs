using Aigen.Chain.Tests.Support;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Pool;

public sealed class TransactionIntakeTests : IDisposable
{
    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public async Task SubmitAsync_ManyAtOnceWithBadOnesAmong_RefusesThoseAlone()
    {
        var submissions = new List<(bool IsBad, Task<Submission> Answer)>();
        for (ulong nonce = 0; nonce < 1_000; nonce++)
        {
            var good = TestChain.Wallets[0].Sign(_chain.Transfer(nonce: nonce));
            submissions.Add((false, _chain.Intake.SubmitAsync(good).AsTask()));
            if (nonce % 7 == 3)
            {
                var forged = good with { Amount = new Amount(good.Amount.Aigen + 1) };
                submissions.Add((true, _chain.Intake.SubmitAsync(forged).AsTask()));
            }
        }

        foreach (var (isBad, answer) in submissions)
        {
            Assert.Equal(isBad ? RefusalRule.Signature : null, (await answer).Refusal?.Rule);
        }

        Assert.Equal(1_000, _chain.Mempool.Best(int.MaxValue).Count);
    }

    [Fact]
    public async Task SubmitAsync_SameTransactionManyTimesAtOnce_IsNewOnce()
    {
        var transfer = TestChain.Wallets[0].Sign(_chain.Transfer());
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => _chain.Intake.SubmitAsync(transfer).AsTask())));
        Assert.All(answers, answer => Assert.Null(answer.Refusal));
        Assert.Single(answers, answer => answer.IsNew);
    }

    [Fact]
    public async Task SubmitAsync_MoreThanTheQueueHolds_TakesAllInTheirOrder()
    {
        // A gap of more than a thousand nonces would be refused, so one that goes past many others shows.
        var sender = TestChain.Wallets[0];
        var transfers = Enumerable.Range(0, 10_000).Select(i => sender.Sign(_chain.Transfer(nonce: (ulong)i))).ToList();
        var answers = await Task.WhenAll(transfers.Select(transfer => _chain.Intake.SubmitAsync(transfer).AsTask()));
        Assert.All(answers, answer => Assert.True(answer.IsNew));
        Assert.Equal(transfers.Select(transfer => transfer.Hash), _chain.Mempool.Best(int.MaxValue).Select(transfer => transfer.Hash));
    }

    [Fact]
    public async Task DisposeAsync_SomeAreOnTheirWay_AnswersThemAllFirst()
    {
        var intake = new TransactionIntake(_chain.Mempool, TestChain.Spec, _chain.Time);
        var answers = Enumerable.Range(0, 500)
            .Select(i => intake.SubmitAsync(TestChain.Wallets[0].Sign(_chain.Transfer(nonce: (ulong)i))).AsTask()).ToList();
        await intake.DisposeAsync();
        Assert.Equal(500, _chain.Mempool.Count);
        Assert.All(await Task.WhenAll(answers), answer => Assert.True(answer.IsNew));
    }

    [Fact]
    public async Task SubmitAsync_StoreCannotBeWritten_RefusesAllOfTheGroupAndKeepsNothing()
    {
        var store = new FaultyStore(_chain.Store);
        var mempool = new Mempool(_chain.Ledger, store, _chain.Time, new MempoolLimits(Transactions: 2));
        await using var intake = new TransactionIntake(mempool, TestChain.Spec, _chain.Time);
        var kept = TestChain.Wallets[0].Sign(_chain.Transfer());
        Assert.True((await intake.SubmitAsync(kept)).IsNew);
        var other = TestChain.Wallets[1].Sign(_chain.Transfer(from: 1));
        Assert.True((await intake.SubmitAsync(other)).IsNew);

        // It would replace the first, and a second one would drop the other: with the write, both come back.
        store.ProcessFailuresLeft = 1;
        var higher = TestChain.Wallets[0].Sign(_chain.Transfer(nonce: 0) with { Fee = new Fee(new Amount(1), new Amount(9), Amount.Zero) });
        var richer = TestChain.Wallets[2].Sign(_chain.Transfer(from: 2) with { Fee = new Fee(new Amount(1), new Amount(8), Amount.Zero) });
        var refused = mempool.Add([higher, richer, higher]);

        Assert.All(refused, submission => Assert.Equal(RefusalRule.Storage, submission.Refusal!.Rule));
        Assert.Equal(2, mempool.Count);
        Assert.NotNull(mempool.Find(kept.Hash));
        Assert.NotNull(mempool.Find(other.Hash));
        Assert.Null(mempool.Drops.Find(kept.Hash));
        mempool.DropExpired();
        Assert.Equal(2, new Mempool(_chain.Ledger, _chain.Store, _chain.Time, new MempoolLimits()).Count);
        Assert.True((await intake.SubmitAsync(higher)).IsNew);
        Assert.NotNull(mempool.Drops.Find(kept.Hash));
    }

    [Fact]
    public void Open_StoreCannotBeWritten_FailsAndForgetsNothing()
    {
        _chain.Submit(_chain.Transfer());
        var store = new FaultyStore(_chain.Store) { ProcessFailuresLeft = 1 };
        Assert.Throws<StoreException>(() => new Mempool(_chain.Ledger, store, _chain.Time, new MempoolLimits()));
        Assert.Equal(1, new Mempool(_chain.Ledger, store, _chain.Time, new MempoolLimits()).Count);
    }

    [Fact]
    public void Journal_MuchOfItIsWaste_IsWrittenAnewWithWhatWaits()
    {
        var journal = new MempoolJournal(_chain.Store, mostWaste: 2_000);
        var entries = Enumerable.Range(0, 10).Select(i => new MempoolEntry(
            TestChain.Wallets[0].Sign(_chain.Transfer(nonce: (ulong)i)), TestChain.Spec, (ulong)i)).ToList();
        Write(journal, entries);
        entries.Take(4).ToList().ForEach(journal.Release);
        Assert.Empty(journal.Wasteful(entries.Skip(4)));
        entries.Skip(4).Take(5).ToList().ForEach(journal.Release);
        var moved = journal.Wasteful(entries.Skip(9));
        Assert.Equal([entries[9]], moved);
        Write(journal, moved);
        Assert.Equal([entries[9].Transaction.Hash], new MempoolJournal(_chain.Store).Load().Select(transaction => transaction.Hash));
        journal.Release(entries[9]);
        Write(journal, []);
        Assert.Empty(new MempoolJournal(_chain.Store).Load());
    }

    private void Write(MempoolJournal journal, IReadOnlyList<MempoolEntry> entries)
    {
        using var batch = _chain.Store.CreateBatch();
        journal.Stage(batch, entries);
        _chain.Store.Write(batch, Durability.Process);
        journal.Accept(entries);
    }
}
