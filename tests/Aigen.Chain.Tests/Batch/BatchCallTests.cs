using Aigen.Chain.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Batch;

public sealed class BatchCallTests : IDisposable
{
    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Theory]
    [InlineData("standard", 10, 0)]
    [InlineData("batch", 5, 24)]
    [InlineData("economy", 3, 72)]
    public void Produce_PaymentOfEachPriority_IsAJobForItsTime(string priority, ulong price, int hours)
    {
        var job = _chain.Include(_chain.Pay(priority, price));
        var paid = BatchPayment.Load(_chain.Ledger.State, job)!;
        Assert.Equal(_chain.Now + (hours * 3600), paid.ScheduledAt);
        Assert.Equal((new Amount(price), BatchPaymentState.Open, "m"), (paid.Paid, paid.State, paid.Model));
        Assert.Equal((TestChain.Wallets[0].Address, BatchPayments.Input), (paid.User, paid.Input));
    }

    [Fact]
    public void Produce_Payment_IsNoCredit()
    {
        _chain.Include(_chain.Pay("economy", 3));
        Assert.Equal(Credit.Zero, CreditAccount.Load(_chain.Ledger.State, TestChain.Wallets[0].Address));
    }

    [Fact]
    public void Add_PaymentAgain_IsTheSameJob()
    {
        var payment = _chain.Pay();
        _chain.Include(payment);
        Assert.False(_chain.Add(payment).IsNew);
        Assert.Empty(_chain.Produce().Block.Transactions);
    }

    [Fact]
    public void TokensOf_EveryPriority_IsWhatTheStandardPriceBuys() => Assert.Equal(10_000UL, BatchTerms.TokensOf(TestChain.Spec));

    [Theory]
    [InlineData("standard", 9, "amount 9, expected 10 for a job of priority standard")]
    [InlineData("economy", 4, "amount 4, expected 3 for a job of priority economy")]
    [InlineData("urgent", 10, "priority is 'urgent', expected standard, batch or economy")]
    [InlineData("Standard", 10, "priority is 'Standard'")]
    [InlineData("1", 10, "priority is '1'")]
    public void Add_PaymentOfAnotherPriceOrPriority_IsRefusedWithTheReason(string priority, ulong amount, string reason) =>
        Assert.Contains(reason, _chain.Add(_chain.Pay(priority, amount)).Refusal!.Message);

    [Theory]
    [InlineData("""{"model_id":"m","priority":"standard","input_hash":"0x00"}""", "input_hash '0x00' is not the 32-byte SHA-256")]
    [InlineData("""{"model_id":"","priority":"standard","input_hash":"0x00"}""", "model_id has 0 characters, expected 1 to 255")]
    [InlineData("""{"priority":"standard","input_hash":"0x00"}""", "needs model_id")]
    [InlineData("""{"model_id":"m","input_hash":"0x00"}""", "needs priority")]
    public void Add_PayloadSaidWrongly_IsRefusedWithTheReason(string payload, string reason) =>
        Assert.Contains(reason, _chain.Submit(_chain.Call(payload, 10)).Refusal!.Message);

    [Fact]
    public void Add_PaymentForAnotherWallet_IsRefused()
    {
        var payload = $$"""{"user_address":"{{TestChain.Wallets[1].Address}}","model_id":"m","priority":"standard","input_hash":"{{BatchPayments.Input}}"}""";
        Assert.Contains("is not the sender", _chain.Submit(_chain.Call(payload, 10)).Refusal!.Message);
    }

    [Fact]
    public void FindFault_OfGoodAndBadPayments_SaysWhatTheMempoolWould()
    {
        var good = _chain.Pay();
        Assert.Null(Payments.FindFault(good, TestChain.Spec, _chain.Ledger.State, _chain.Now));
        foreach (var (bad, rule) in new[]
        {
            (good with { Signature = default }, RefusalRule.Signature),
            (_chain.Pay(amount: 9), RefusalRule.Amount),
            (TestChain.Wallets[0].Sign(good with { Timestamp = _chain.Now - 90_000 }), RefusalRule.Timestamp),
            (TestChain.Wallets[0].Sign(good with { Fee = new Fee(new Amount(1_000_000), Amount.Zero, Amount.Zero) }), RefusalRule.Balance),
        })
        {
            Assert.Equal(rule, Payments.FindFault(bad, TestChain.Spec, _chain.Ledger.State, _chain.Now)?.Rule);
        }

        _chain.Include(good);
        Assert.Equal(RefusalRule.Nonce, Payments.FindFault(good, TestChain.Spec, _chain.Ledger.State, _chain.Now)?.Rule);
    }
}
