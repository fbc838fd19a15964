using Aigen.Chain;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Reservations;

public sealed class QuotaTests : IAsyncLifetime
{
    private readonly TestDesk _test = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task OpenAsync_FreeTier_ServesTenAndSaysTheNumbersThen()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(Funding.Quota, (await _test.CompleteAsync(TestDesk.Anonymous())).Funding);
        }

        var refusal = Assert.IsType<QuotaExceeded>(await _test.RefuseAsync(TestDesk.Anonymous()));
        Assert.Equal((10UL, 10L), (refusal.Used, refusal.Limit));
        Assert.Equal((1, 0), (refusal.Reset.Day, refusal.Reset.Hour));
    }

    [Fact]
    public async Task OpenAsync_NewMonth_HasItsQuotaAgain()
    {
        for (var i = 0; i < 10; i++)
        {
            await _test.CompleteAsync(TestDesk.Anonymous());
        }

        _test.Time.Advance(TimeSpan.FromDays(31));
        await _test.CompleteAsync(TestDesk.Anonymous());
    }

    [Fact]
    public async Task OpenAsync_RequestsThatStillRun_AreCountedBeforeTheyAreSettled()
    {
        _test.Model.PauseAfter = 1;
        var running = new List<CompletionSession>();
        for (var i = 0; i < 10; i++)
        {
            running.Add((await _test.Desk.OpenAsync(_test.Signed(), CancellationToken.None)).Session!);
        }

        Assert.IsType<QuotaExceeded>(await _test.RefuseAsync(_test.Signed()));
        running[0].Dispose();
        (await _test.Desk.OpenAsync(_test.Signed(), CancellationToken.None)).Session!.Dispose();
    }

    [Fact]
    public async Task OpenAsync_ManyAtOnce_NeverServesMoreThanTheQuota()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => _test.Desk.OpenAsync(_test.Signed(), CancellationToken.None))));
        Assert.Equal(10, outcomes.Count(outcome => outcome.Session is not null));
    }

    [Fact]
    public async Task OpenAsync_QuotaUsedUpButCreditLeft_TakesTheCredit()
    {
        await _test.PayAsync(1);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(Funding.Quota, (await _test.CompleteAsync(_test.Signed())).Funding);
        }

        Assert.Equal(Funding.Credit, (await _test.CompleteAsync(_test.Signed())).Funding);
    }

    [Fact]
    public async Task OpenAsync_BasicTier_HasAHundredRequests()
    {
        await _test.PayAsync(50, """{"tier":"basic","duration_months":1}""");
        for (var i = 0; i < 11; i++)
        {
            await _test.CompleteAsync(_test.Signed());
        }

        Assert.Equal((Tier.Basic, 11UL), (_test.Figures.Tier, _test.Figures.Usage.Requests));
    }

    [Fact]
    public async Task OpenAsync_ModelOfAHigherTier_IsRefusedUntilItIsPaidFor()
    {
        await using var test = new TestDesk(minimumTier: Tier.Pro);
        var refusal = Assert.IsType<InsufficientTier>(await test.RefuseAsync(test.Signed()));
        Assert.Equal((Tier.Free, Tier.Pro, ScriptedModel.Id), (refusal.Current, refusal.Required, refusal.Model));
        Assert.Equal(Funding.Credit, (await test.CompleteAsync(TestDesk.Anonymous() with { Payment = test.Payment(1) })).Funding);
    }

    [Fact]
    public async Task OpenAsync_PromptBeyondTheTiersContext_IsRefusedWithTheNumbers()
    {
        var refusal = Assert.IsType<ContextExceeded>(await _test.RefuseAsync(TestDesk.Anonymous(string.Join(' ', Enumerable.Repeat("w", 2048)))));
        Assert.Equal((2048, 2048), (refusal.InputTokens, refusal.MaxContext));
        _test.Model.AnswerTokens = 100;
        var receipt = await _test.CompleteAsync(TestDesk.Anonymous(string.Join(' ', Enumerable.Repeat("w", 2040))));
        Assert.Equal((8U, CompletionEnd.Length), (receipt.CompletionTokens, receipt.End));
    }
}
