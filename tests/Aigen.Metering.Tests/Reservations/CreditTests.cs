using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Reservations;

public sealed class CreditTests : IAsyncLifetime
{
    private readonly TestDesk _test = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task OpenAsync_WithAPayment_IsInABlockBeforeTheAnswerAndCostsWhatWasDelivered()
    {
        var payment = _test.Payment(1);
        var receipt = await _test.CompleteAsync(TestDesk.Anonymous("one two three", maxTokens: 1000) with { Payment = payment });
        Assert.NotNull(_test.Ledger.Blocks.Locate(payment.Hash));
        Assert.Equal((Funding.Credit, 13_000UL, 1_000_000UL), (receipt.Funding, receipt.Price, receipt.Reservation));
        Assert.Equal(new Credit(987_000), _test.Figures.Credit);
    }

    [Fact]
    public async Task OpenAsync_SamePaymentAgain_BuysNothingAndSpendsNothing()
    {
        var payment = _test.Payment(1);
        await _test.CompleteAsync(TestDesk.Anonymous() with { Payment = payment });
        var credit = _test.Figures.Credit;
        var refusal = Assert.IsType<PaymentRequired>(await _test.RefuseAsync(TestDesk.Anonymous() with { Payment = payment }));
        Assert.Contains("used before", refusal.Message);
        Assert.Equal(credit, _test.Figures.Credit);
    }

    [Fact]
    public async Task OpenAsync_PaymentTooSmall_IsRefusedBeforeItIsTaken()
    {
        var payment = _test.Payment(1);
        var refusal = Assert.IsType<PaymentRequired>(await _test.RefuseAsync(TestDesk.Anonymous(maxTokens: 1001) with { Payment = payment }));
        Assert.Equal(2UL, refusal.EstimatedCost);
        Assert.Null(_test.Ledger.Blocks.Locate(payment.Hash));
    }

    [Fact]
    public async Task OpenAsync_AnyTransaction_MustBeAPayment()
    {
        var note = _test.Payment(1, """{"hello":1}""");
        Assert.Contains("buys no credit", (await _test.RefuseAsync(TestDesk.Anonymous() with { Payment = note })).Message);
        Assert.Null(_test.Ledger.Blocks.Locate(note.Hash));
    }

    [Fact]
    public async Task OpenAsync_UnlimitedWithoutCredit_AsksForAPayment()
    {
        await _test.PayAsync(0, """{"tier":"unlimited","duration_months":1}""");
        var refusal = Assert.IsType<PaymentRequired>(await _test.RefuseAsync(_test.Signed(maxTokens: 2500)));
        Assert.Equal((3UL, 0m), (refusal.EstimatedCost, refusal.CurrentBalance));
    }

    [Fact]
    public async Task OpenAsync_TwoForTheSameCredit_ServesOne()
    {
        await _test.PayAsync(0, """{"tier":"unlimited","duration_months":1}""");
        await _test.PayAsync(1);
        var first = await _test.Desk.OpenAsync(_test.Signed(maxTokens: 900), CancellationToken.None);
        Assert.IsType<PaymentRequired>(await _test.RefuseAsync(_test.Signed(maxTokens: 900)));
        await first.Session!.ReadToEndAsync(CancellationToken.None);
        (await _test.Desk.OpenAsync(_test.Signed(maxTokens: 900), CancellationToken.None)).Session!.Dispose();
    }

    [Fact]
    public async Task ReadToEndAsync_CreditEndsBeforeTheAnswer_EndsWithLength()
    {
        _test.Model.AnswerTokens = 5000;
        var receipt = await _test.CompleteAsync(TestDesk.Anonymous("one two", maxTokens: 1000) with { Payment = _test.Payment(1) });
        Assert.Equal((998U, 1_000_000UL, CompletionEnd.Length), (receipt.CompletionTokens, receipt.Price, receipt.End));
        Assert.Equal(Credit.Zero, _test.Figures.Credit);
    }

    [Fact]
    public async Task Settle_BeyondTenThousandTokens_IsDiscounted()
    {
        await _test.PayAsync(0, """{"tier":"unlimited","duration_months":1}""");
        await _test.PayAsync(100);
        _test.Model.AnswerTokens = 3999;
        foreach (var price in new ulong[] { 4_000_000, 4_000_000, 3_800_000, 3_600_000 })
        {
            Assert.Equal(price, (await _test.CompleteAsync(_test.Signed(maxTokens: 4000))).Price);
        }
    }

    [Fact]
    public async Task Restart_SettledReceiptsThatNoBlockHolds_AreChargedAllTheSame()
    {
        await _test.PayAsync(1);
        await _test.CompleteAsync(TestDesk.Anonymous() with { Payment = _test.Payment(1) });
        var credit = _test.Figures.Credit;
        await _test.RestartAsync();
        Assert.Equal(credit, _test.Figures.Credit);
        await _test.CompleteAsync(_test.Signed());
    }
}
