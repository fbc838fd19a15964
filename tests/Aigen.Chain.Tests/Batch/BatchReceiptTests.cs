using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Batch;

public sealed class BatchReceiptTests : IDisposable
{
    private readonly TestChain _chain = new();
    private readonly Address _wallet = TestChain.Wallets[0].Address;

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Produce_ReceiptOfAJob_UsesItsPaymentUpAndCountsItsTokens()
    {
        var job = _chain.Include(_chain.Pay());
        Assert.Single(_chain.Produce([_chain.Completed(job)]).Block.Receipts);
        Assert.Equal(BatchPaymentState.Used, StateOf(job));
        Assert.Equal((Credit.Zero, 100UL, 0UL), (Credits, Usage.Tokens, Usage.Requests));
    }

    [Fact]
    public void Produce_ReceiptOfAFailedJob_GivesItsPaymentBackAsCredit()
    {
        var job = _chain.Include(_chain.Pay());
        Assert.Single(_chain.Produce([_chain.Failed(job)]).Block.Receipts);
        Assert.Equal(BatchPaymentState.GivenBack, StateOf(job));
        Assert.Equal((new Credit(10_000_000), 0UL), (Credits, Usage.Tokens));
    }

    [Fact]
    public void Produce_SecondReceiptOfAJob_IsRefusedWhateverItSays()
    {
        var job = _chain.Include(_chain.Pay());
        _chain.Produce([_chain.Completed(job)]);
        var produced = _chain.Produce([_chain.Failed(job)]);
        Assert.Equal(RefusalRule.ReceiptId, Assert.Single(produced.RefusedReceipts).Refusal.Rule);
        Assert.Equal(Credit.Zero, Credits);
    }

    [Fact]
    public void Produce_ReceiptOfAJobWithoutAPayment_WaitsForThePayment()
    {
        var payment = _chain.Pay();
        var receipts = new ReceiptQueue(_chain.Store);
        receipts.Add(_chain.Completed(payment.Hash), beside: null);
        Assert.Equal(RefusalRule.Batch, Assert.Single(_chain.Produce([_chain.Completed(payment.Hash)]).RefusedReceipts).Refusal.Rule);
        Assert.Single(_chain.Store.Scan(Column.PendingReceipts));
    }

    [Fact]
    public void Produce_ReceiptThatIsNotTheJobs_IsRefusedByItsRule()
    {
        var job = _chain.Include(_chain.Pay());
        var good = _chain.Completed(job);
        foreach (var (receipt, rule) in new[]
        {
            (good.But(one => one with { Payer = TestChain.Wallets[1].Address }), RefusalRule.Payer),
            (good.But(one => one with { Request = Hash256.Of([2]) }), RefusalRule.Input),
            (good.But(one => one with { CompletionTokens = 10_001 }), RefusalRule.Tokens),
            (good.But(one => one with { Price = 9_999_999 }), RefusalRule.Price),
            (good.But(one => one with { Reservation = 20_000_000 }), RefusalRule.Price),
            (_chain.Failed(job).But(one => one with { PromptTokens = 1 }), RefusalRule.Tokens),
            (_chain.Failed(job).But(one => one with { Reservation = 20_000_000 }), RefusalRule.Price),
        })
        {
            Assert.Equal(rule, Assert.Single(_chain.Produce([receipt]).RefusedReceipts).Refusal.Rule);
        }

        Assert.Equal(BatchPaymentState.Open, StateOf(job));
        Assert.Single(_chain.Produce([good.But(one => one with { CompletionTokens = 10_000 })]).Block.Receipts);
    }

    [Fact]
    public void Produce_ReceiptBeforeTheJobsTime_IsRefusedUnlessItFailed()
    {
        var job = _chain.Include(_chain.Pay("economy", 3));
        var early = _chain.Completed(job).But(one => one with { Price = 3_000_000, Reservation = 3_000_000 });
        Assert.Equal(RefusalRule.Timestamp, Assert.Single(_chain.Produce([early]).RefusedReceipts).Refusal.Rule);
        Assert.Single(_chain.Produce([_chain.Failed(job).But(one => one with { Reservation = 3_000_000 })]).Block.Receipts);
        Assert.Equal(new Credit(3_000_000), Credits);
    }

    [Fact]
    public void Produce_ReceiptThatTakesCredit_TakesNoneOfAJobs()
    {
        _chain.Include(_chain.Pay());
        var chat = _chain.Receipt(_wallet, Funding.Credit, tokens: 1, price: 1000);
        Assert.Equal(RefusalRule.Credit, Assert.Single(_chain.Produce([chat]).RefusedReceipts).Refusal.Rule);
    }

    [Fact]
    public void Apply_BlocksWithJobs_GivesTheSameStateElsewhere()
    {
        var payments = Enumerable.Range(0, 2).Select(_ => _chain.Include(_chain.Pay())).ToList();
        _chain.Produce([_chain.Completed(payments[0]), _chain.Failed(payments[1])]);
        using var copy = new TestChain();
        foreach (var read in SomeChain.Blocks(_chain.Ledger, first: 1))
        {
            copy.Ledger.Apply(read());
        }

        Assert.Equal(_chain.Ledger.Head.Header.StateRoot, copy.Ledger.Head.Header.StateRoot);
        Assert.Equal(SomeChain.Dump(_chain.Store, [Column.State]), SomeChain.Dump(copy.Store, [Column.State]));
    }

    [Fact]
    public void TakeBack_OfTheReceiptAndThePayment_LeavesWhatWasBefore()
    {
        var before = SomeChain.Dump(_chain.Store, [Column.State]);
        var job = _chain.Include(_chain.Pay());
        var paid = SomeChain.Dump(_chain.Store, [Column.State]);
        _chain.Produce([_chain.Failed(job)]);
        _chain.Ledger.TakeBack();
        Assert.Equal(paid, SomeChain.Dump(_chain.Store, [Column.State]));
        _chain.Ledger.TakeBack();
        Assert.Equal(before, SomeChain.Dump(_chain.Store, [Column.State]));
    }

    [Fact]
    public void QuotaChange_OfAJobsReceipts_TellsWhatBecomesOfTheCredit()
    {
        var (completed, failed) = (_chain.Include(_chain.Pay()), _chain.Include(_chain.Pay()));
        var block = _chain.Produce([_chain.Completed(completed), _chain.Failed(failed)]).Block;
        var changes = BlockEvents.Of(block, TestChain.Spec).OfType<QuotaChanged>().Select(changed => changed.Change).ToList();
        Assert.Equal(new (Int128, ulong)[] { (0, 100), (10_000_000, 0) }, changes.Select(change => (change.Credit, change.Tokens)));
    }

    private BatchPaymentState StateOf(Hash256 job) => BatchPayment.Load(_chain.Ledger.State, job)!.State;

    private Credit Credits => CreditAccount.Load(_chain.Ledger.State, _wallet);

    private Usage Usage => Usage.Load(_chain.Ledger.State, _wallet).At(_chain.Now);
}
