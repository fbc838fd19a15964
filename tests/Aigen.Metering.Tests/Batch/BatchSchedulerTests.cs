using Aigen.Chain;
using Aigen.Inference;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Batch;

public sealed class BatchSchedulerTests : IAsyncLifetime
{
    private readonly TestBatch _batch = new(new BatchLimits { KeepDays = 7 });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _batch.DisposeAsync();

    [Theory]
    [InlineData(BatchPriority.Batch, 24)]
    [InlineData(BatchPriority.Economy, 72)]
    public async Task Run_JobOfALaterPriority_BeginsWhenItsTimeHasCome(BatchPriority priority, int hours)
    {
        var job = await _batch.SubmitAsync(priority);
        Assert.Equal(_batch.Now + (hours * 3600), job.ScheduledAt);
        await _batch.AdvanceAsync(TimeSpan.FromHours(hours) - TimeSpan.FromSeconds(1));
        var standard = await _batch.SubmitAsync();
        await _batch.EndAsync(standard.Id);
        Assert.Equal(BatchState.Scheduled, _batch.Batch.Find(job.Id)!.State);

        await _batch.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(job.ScheduledAt, (await _batch.EndAsync(job.Id)).StartedAt);
    }

    [Fact]
    public async Task Run_SeveralThatAreDue_GoesByTheirTimes()
    {
        _batch.Model.PauseAfter = 1;
        var first = await _batch.SubmitAsync(input: "first");
        var economy = await _batch.SubmitAsync(BatchPriority.Economy, "economy");
        var batch = await _batch.SubmitAsync(BatchPriority.Batch, "batch");
        await _batch.AdvanceAsync(TimeSpan.FromHours(100));
        _batch.Model.Continue.SetResult();
        foreach (var job in new[] { first, economy, batch }) await _batch.EndAsync(job.Id);
        Assert.Equal([first.Receipt, batch.Receipt, economy.Receipt], _batch.Form.Written);
    }

    [Fact]
    public async Task Run_ThatFails_GivesThePaymentBackAsCreditAndSaysWhy()
    {
        (_batch.Model.PauseAfter, _batch.Model.Failure) = (1, new InferenceException("the engine broke"));
        var job = await _batch.SubmitAsync(BatchPriority.Standard);
        _batch.Model.Continue.SetResult();
        var receipt = await _batch.ReceiptAsync(job.Id);

        Assert.Equal((CompletionEnd.Failed, 0UL, 0UL), (receipt.End, receipt.Price, receipt.TotalTokens));
        Assert.Equal((BatchState.Failed, "the engine broke"), (_batch.Batch.Find(job.Id)!.State, _batch.AnswerOf(job)));
        Assert.Equal(new Credit(10_000_000), _batch.Credit);
    }

    [Fact]
    public async Task Run_WhereTheModelIsBusy_IsTriedAgainLater()
    {
        (_batch.Model.PauseAfter, _batch.Model.Failure) = (0, new EngineBusyException(ScriptedModel.Id, 1, 1, null));
        var submitted = _batch.Now;
        _batch.Model.Continue.SetResult();
        var job = await _batch.SubmitAsync();
        await _batch.PostponedAsync(job.Id);
        (_batch.Model.PauseAfter, _batch.Model.Failure) = (null, null);
        await _batch.AdvanceAsync(TimeSpan.FromSeconds(30));
        var ended = await _batch.EndAsync(job.Id);
        Assert.Equal((BatchState.Completed, submitted + 30), (ended.State, ended.StartedAt));
    }

    [Fact]
    public async Task Restart_WhileAJobIsComputed_ComputesItAgainAndBillsItOnce()
    {
        _batch.Model.PauseAfter = 5;
        var job = await _batch.SubmitAsync();
        await _batch.RestartAsync();
        var receipt = await _batch.ReceiptAsync(job.Id);
        Assert.Equal((10U, 10_000_000UL), (receipt.CompletionTokens, receipt.Price));
        Assert.Equal(13UL, _batch.Desk.FiguresOf(TestBatch.Wallet.Address).Usage.Tokens);
    }

    [Fact]
    public async Task Restart_BeforeAJobsTime_KeepsItsTime()
    {
        var job = await _batch.SubmitAsync(BatchPriority.Batch);
        await _batch.RestartAsync();
        Assert.Equal((BatchState.Scheduled, job.ScheduledAt), (_batch.Batch.Find(job.Id)!.State, _batch.Batch.Find(job.Id)!.ScheduledAt));
        await _batch.AdvanceAsync(TimeSpan.FromHours(24));
        Assert.Equal(BatchState.Completed, (await _batch.EndAsync(job.Id)).State);
    }

    [Fact]
    public async Task Restart_AfterAnEnd_HasItsAnswerStill()
    {
        var job = await _batch.SubmitAsync();
        var ended = await _batch.EndAsync(job.Id);
        var answer = _batch.AnswerOf(job);
        await _batch.RestartAsync();
        Assert.Equal(ended, _batch.Batch.Find(job.Id));
        Assert.Equal(answer, _batch.AnswerOf(job));
    }

    [Fact]
    public async Task Restart_AfterTheJobEndedTheNodeThreeTimes_GivesItUpAndThePaymentBack()
    {
        var job = await _batch.SubmitAsync(BatchPriority.Batch);
        await _batch.RestartAsync(store =>
        {
            for (var i = 0; i < 3; i++) new BatchStore(store).Begin(job.Id);
        });
        await _batch.AdvanceAsync(TimeSpan.FromHours(24));
        await _batch.ReceiptAsync(job.Id);
        Assert.Equal("the node ended 3 times while it computed this job", _batch.AnswerOf(job));
        Assert.Equal(new Credit(5_000_000), _batch.Credit);
    }

    [Fact]
    public async Task Restart_WithAJobWhosePaymentNobodyKnows_ForgetsIt()
    {
        var payment = _batch.Payment();
        await _batch.RestartAsync(store => new BatchStore(store).Add(
            new BatchJob { Id = payment.Hash, User = TestBatch.Wallet.Address, Model = "m", Priority = BatchPriority.Standard, SubmittedAt = 1 },
            new BatchInput(true, TestBatch.Question)));

        // Whatever is computed now was looked at after it.
        await _batch.EndAsync((await _batch.SubmitAsync(input: "another")).Id);
        Assert.Null(_batch.Batch.Find(payment.Hash));
    }

    [Fact]
    public async Task Shutdown_WithJobsThatWait_GivesTheirPaymentsBack()
    {
        var job = await _batch.SubmitAsync(BatchPriority.Economy);
        var order = new ShutdownOrder(_batch.Now, 1, "maintenance", default);
        var signed = order with { Signature = DevelopmentKeys.Ceo.Sign(order.MessageToSign(TestDesk.Spec.NetworkMagic)) };
        Assert.Null(await _batch.Chain.Writer.SubmitAsync(signed));
        var receipt = await _batch.ReceiptAsync(job.Id);
        Assert.Equal((CompletionEnd.Failed, new Credit(3_000_000)), (receipt.End, _batch.Credit));
        Assert.Equal("the network is shut down: maintenance", _batch.AnswerOf(job));
        Assert.IsType<ShutdownActive>(await _batch.RefuseAsync(_batch.Asking(_batch.Payment())));
    }

    [Fact]
    public async Task Keeping_PastItsDays_DropsTheAnswerAndLeavesTheChainsEntry()
    {
        var job = await _batch.SubmitAsync();
        await _batch.ReceiptAsync(job.Id);
        await _batch.AdvanceAsync(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await _batch.EndAsync((await _batch.SubmitAsync()).Id);
        Assert.NotNull(_batch.Batch.AnswerOf(job));

        await _batch.AdvanceAsync(TimeSpan.FromSeconds(1));
        await _batch.EndAsync((await _batch.SubmitAsync()).Id);
        Assert.Null(_batch.Batch.AnswerOf(job));
        Assert.Null(_batch.Batch.InputOf(job));
        Assert.DoesNotContain(job.Id, _batch.Batch.Of(TestBatch.Wallet.Address).Select(other => other.Id));
        Assert.Equal((BatchState.Completed, 0), (_batch.Batch.Find(job.Id)!.State, _batch.Batch.Find(job.Id)!.EndedAt));
    }
}
