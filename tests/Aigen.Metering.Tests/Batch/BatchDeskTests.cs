using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Batch;

public sealed class BatchDeskTests : IAsyncLifetime
{
    private readonly TestBatch _batch = new(new BatchLimits { InputBytes = 1024, Queue = 2 });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _batch.DisposeAsync();

    [Fact]
    public async Task Submit_Standard_IsComputedAtOnceForItsOwnPayment()
    {
        var job = await _batch.SubmitAsync();
        var receipt = await _batch.ReceiptAsync(job.Id);

        Assert.Equal(BatchState.Completed, _batch.Batch.Find(job.Id)!.State);
        Assert.Equal($"{receipt.Id}: word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 ", _batch.AnswerOf(job));
        Assert.Equal((Funding.Batch, 10_000_000UL, 10_000_000UL), (receipt.Funding, receipt.Price, receipt.Reservation));
        Assert.Equal((3U, 10U), (receipt.PromptTokens, receipt.CompletionTokens));
        Assert.Equal(new BatchInput(true, TestBatch.Question).Hash, receipt.Request);
        Assert.Equal((Credit.Zero, 0UL), (_batch.Credit, _batch.Desk.FiguresOf(TestBatch.Wallet.Address).Usage.Requests));
    }

    [Fact]
    public async Task Submit_TheSameAgain_IsTheSameJobAndOneReceipt()
    {
        var asked = _batch.Asking(_batch.Payment());
        var (first, _) = await _batch.Batch.SubmitAsync(asked, CancellationToken.None);
        var (again, _) = await _batch.Batch.SubmitAsync(asked, CancellationToken.None);
        await _batch.ReceiptAsync(first!.Id);
        var (late, _) = await _batch.Batch.SubmitAsync(asked, CancellationToken.None);

        Assert.Equal((first.Id, first.Id), (again!.Id, late!.Id));
        Assert.Equal(BatchState.Completed, late.State);
        Assert.Single(_batch.Batch.Of(TestBatch.Wallet.Address));
        Assert.Equal(1UL, Account.Load(_batch.Chain.Ledger.State, TestBatch.Wallet.Address).Nonce);
    }

    [Fact]
    public async Task Submit_WhatWouldNotBeComputed_IsRefusedAndNothingIsPaidOrKept()
    {
        var (other, model) = (_batch.Payment(input: "Another question"), _batch.Payment(model: "nobody"));
        var (longer, many) = (string.Join(' ', Enumerable.Repeat("w", 500)), string.Join(' ', Enumerable.Repeat("w", 513)));
        var chat = TestBatch.Wallet.Sign(_batch.Payment() with { Payload = """{"model_id":"scripted","max_tokens":1}"""u8.ToArray() });

        Assert.IsType<BadOption>(await _batch.RefuseAsync(_batch.Asking(other)));
        Assert.IsType<BadOption>(await _batch.RefuseAsync(_batch.Asking(_batch.Payment(BatchPriority.Economy))));
        Assert.IsType<ModelNotFound>(await _batch.RefuseAsync(_batch.Asking(model, model: "nobody")));
        Assert.IsType<PaymentRequired>(await _batch.RefuseAsync(_batch.Asking(chat)));
        Assert.IsType<PaymentRefused>(await _batch.RefuseAsync(_batch.Asking(_batch.Payment() with { Signature = default })));
        var large = Assert.IsType<BadOption>(await _batch.RefuseAsync(_batch.Asking(_batch.Payment(input: many), input: many)));
        Assert.Equal(("1025 bytes", "up to 1024 bytes"), (large.Given, large.Allowed));
        var request = _batch.Asking(_batch.Payment(input: longer), input: longer);
        var greedy = Assert.IsType<BadOption>(await _batch.RefuseAsync(request with { Request = request.Request with { MaxTokens = 9_501 } }));
        Assert.Equal("up to 9500: a job has 10000 tokens, 500 are the prompt's", greedy.Allowed);

        Assert.Equal(0UL, Account.Load(_batch.Chain.Ledger.State, TestBatch.Wallet.Address).Nonce);
        Assert.Equal(0UL, _batch.Chain.Mempool.PendingNonce(TestBatch.Wallet.Address));
        Assert.Empty(_batch.Rows);
    }

    [Fact]
    public async Task Submit_PromptBeyondTheContext_IsRefusedBeforeThePayment()
    {
        await using var batch = new TestBatch();
        var prompt = string.Join(' ', Enumerable.Repeat("w", 4096));
        var refusal = Assert.IsType<ContextExceeded>(await batch.RefuseAsync(batch.Asking(batch.Payment(input: prompt), input: prompt)));
        Assert.Equal((4096, 4096), (refusal.InputTokens, refusal.MaxContext));
        Assert.Empty(batch.Rows);
    }

    [Fact]
    public async Task Submit_WhereAsManyWaitAsMay_IsRefusedAndNotPaid()
    {
        for (var i = 0; i < 2; i++) await _batch.SubmitAsync(BatchPriority.Economy);
        var full = Assert.IsType<BatchQueueFull>(await _batch.RefuseAsync(_batch.Asking(_batch.Payment())));
        Assert.Equal((2, 2), (full.Jobs, full.Limit));
        Assert.Equal(2UL, _batch.Chain.Mempool.PendingNonce(TestBatch.Wallet.Address));
    }

    [Fact]
    public async Task Submit_OfSomebodyWhoLeaves_IsComputedOncePaid()
    {
        using var leaving = new CancellationTokenSource();
        var asked = _batch.Asking(_batch.Payment(nonce: 1));
        var submission = _batch.Batch.SubmitAsync(asked, leaving.Token);
        await _batch.PendingAsync(asked.Payment.Hash);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submission);
        Assert.Equal(BatchState.Pending, _batch.Batch.Find(asked.Payment.Hash)!.State);

        await _batch.SubmitAsync(BatchPriority.Economy);
        Assert.Equal(BatchState.Completed, (await _batch.EndAsync(asked.Payment.Hash)).State);
    }

    [Fact]
    public async Task Submit_InputOfAJobThatOnlyTheChainKnows_IsComputedForThatPayment()
    {
        var asked = _batch.Asking(_batch.Payment());
        Assert.NotNull((await _batch.Chain.Tracker.IncludeAsync(asked.Payment, atOnce: true, CancellationToken.None)).Fate.Block);
        Assert.Equal(BatchState.Scheduled, _batch.Batch.Find(asked.Payment.Hash)!.State);

        var (job, refusal) = await _batch.Batch.SubmitAsync(asked, CancellationToken.None);
        Assert.Null(refusal);
        Assert.Equal(Funding.Batch, (await _batch.ReceiptAsync(job!.Id)).Funding);
    }

    [Fact]
    public async Task FindFault_OfTheJobsWalletAndOfAnother_LetsTheFirstSeeItOnce()
    {
        var job = await _batch.SubmitAsync();
        var own = Proof(job, TestBatch.Wallet);
        Assert.Null(_batch.Batch.FindFault(job, own));
        Assert.Contains("seen before", _batch.Batch.FindFault(job, own)!.Message);
        Assert.Contains("'s, and", _batch.Batch.FindFault(job, Proof(job, DevelopmentKeys.Accounts[1]))!.Message);
    }

    [Fact]
    public async Task EstimatedEnd_OfJobsBehindEachOther_IsLaterForTheLater()
    {
        var first = await _batch.SubmitAsync(BatchPriority.Economy);
        await _batch.AdvanceAsync(TimeSpan.FromHours(1));
        var second = await _batch.SubmitAsync(BatchPriority.Economy);
        Assert.Equal(first.ScheduledAt + 60, _batch.Batch.EstimatedEnd(first));
        Assert.Equal(second.ScheduledAt + 120, _batch.Batch.EstimatedEnd(second));
    }

    private WalletProof Proof(BatchJob job, SigningKey by)
    {
        var messages = new AccessMessages(TestDesk.Spec.NetworkMagic, DevelopmentKeys.Producer.PublicKey, by.Address);
        return new WalletProof(by.PublicKey, _batch.Now, 1, by.Sign(messages.Batch(_batch.Now, job.Id, 1)));
    }
}
