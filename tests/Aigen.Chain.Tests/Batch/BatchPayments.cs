using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Batch;

/// <summary>Payments for batch jobs, and the receipts that end them.</summary>
internal static class BatchPayments
{
    public static Hash256 Input { get; } = Hash256.Of("What is the capital of France?"u8);

    public static Transaction Pay(this TestChain chain, string priority = "standard", ulong amount = 10) => TestChain.Wallets[0].Sign(
        chain.Call($$"""{"model_id":"m","priority":"{{priority}}","input_hash":"{{Input}}"}""", amount));

    /// <summary>The id of a job that a block has the payment of.</summary>
    public static Hash256 Include(this TestChain chain, Transaction payment)
    {
        Assert.Null(chain.Add(payment).Refusal);
        chain.Produce();
        Assert.NotNull(BatchPayment.Load(chain.Ledger.State, payment.Hash));
        return payment.Hash;
    }

    public static Receipt Completed(this TestChain chain, Hash256 job, uint tokens = 100) => DevelopmentKeys.Producer.Sign(
        chain.Receipt(TestChain.Wallets[0].Address, Funding.Batch, tokens, price: 10_000_000) with
        {
            Id = BatchPayment.ReceiptOf(job),
            Request = Input,
        });

    public static Receipt Failed(this TestChain chain, Hash256 job) => DevelopmentKeys.Producer.Sign(
        chain.Completed(job, tokens: 0) with { End = CompletionEnd.Failed, Price = 0 });

    public static Receipt But(this Receipt receipt, Func<Receipt, Receipt> change) => DevelopmentKeys.Producer.Sign(change(receipt));
}
