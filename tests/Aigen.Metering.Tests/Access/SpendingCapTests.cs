using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Access;

/// <summary>A token spends up to its cap and never beyond, however many requests run at once.</summary>
public sealed class SpendingCapTests : IAsyncLifetime
{
    private readonly TestDesk _test = new();

    // With the unlimited tier every request is paid for from the credit of 1,000,000 micro-AIGEN.
    public async Task InitializeAsync()
    {
        await _test.PayAsync(0, """{"tier":"unlimited","duration_months":1}""");
        await _test.PayAsync(1);
    }

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task OpenAsync_WithinTheCap_CountsWhatTheReceiptSays()
    {
        var (text, token) = _test.Login(cap: 100_000);
        var receipt = await _test.CompleteAsync(text.With("one two three", maxTokens: 50));
        Assert.Equal((Funding.Credit, 13_000UL), (receipt.Funding, receipt.Price));
        Assert.Equal((13_000UL, 0UL), (token.Spent, token.Reserved));
    }

    [Fact]
    public async Task OpenAsync_BeyondTheCap_IsRefusedWithTheNumbers()
    {
        var (text, token) = _test.Login(cap: 20_000);
        await _test.CompleteAsync(text.With("one two three", maxTokens: 10));
        var refusal = Assert.IsType<CapReached>(await _test.RefuseAsync(text.With("one two three", maxTokens: 10)));
        Assert.Equal((token.Id, 20_000UL, 13_000UL, 0UL), (refusal.TokenId, refusal.Cap, refusal.Spent, refusal.Reserved));
        Assert.True(refusal.Needed > 7_000);
        Assert.Equal(new Credit(987_000), _test.Figures.Credit);
    }

    [Fact]
    public async Task OpenAsync_WhileOthersRun_FindsTheirPartOfTheCapTaken()
    {
        var (text, token) = _test.Login(cap: 30_000);
        using var running = (await _test.Desk.OpenAsync(text.With(maxTokens: 20), CancellationToken.None)).Session!;
        var reserved = token.Reserved;
        Assert.True(reserved >= 20_000);

        var refusal = Assert.IsType<CapReached>(await _test.RefuseAsync(text.With(maxTokens: 20)));
        Assert.Equal((0UL, reserved), (refusal.Spent, refusal.Reserved));

        running.Dispose();
        Assert.Equal((0UL, 0UL), (token.Spent, token.Reserved));
    }

    [Fact]
    public async Task OpenAsync_ManyAtOnce_NeverSpendMoreThanTheCap()
    {
        var (text, token) = _test.Login(cap: 60_000);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            var outcome = await _test.Desk.OpenAsync(text.With("one two three", maxTokens: 10), CancellationToken.None);
            if (outcome.Session is { } session)
            {
                await session.ReadToEndAsync(CancellationToken.None);
            }

            return outcome.Session?.Receipt?.Price ?? 0;
        })));
        Assert.InRange(token.Spent, 13_000UL, 60_000UL);
        Assert.Equal((token.Spent, 0UL), (outcomes.Aggregate(0UL, (sum, price) => sum + price), token.Reserved));
        Assert.Equal(new Credit(1_000_000 - token.Spent), _test.Figures.Credit);
    }

    [Fact]
    public async Task OpenAsync_WithACapOfNothing_UsesTheQuotaAlone()
    {
        await using var test = new TestDesk();
        await test.PayAsync(1);
        var (text, token) = test.Login(cap: 0);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(Funding.Quota, (await test.CompleteAsync(text.With())).Funding);
        }

        Assert.IsType<CapReached>(await test.RefuseAsync(text.With()));
        Assert.Equal((0UL, new Credit(1_000_000)), (token.Spent, test.Figures.Credit));
    }
}
