using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What makes the receipt of a batch job good, and what it changes: it uses the job's payment up, or turns it into credit.</summary>
internal static class BatchReceiptRules
{
    public static Refusal? Check(Receipt receipt, ChainSpec spec, IStateReader state)
    {
        if (BatchPayment.Load(state, receipt.Id) is not { } payment)
        {
            return new Refusal(RefusalRule.Batch, $"no block has the payment of the job with receipt {receipt.Id}");
        }

        if (payment.State != BatchPaymentState.Open)
        {
            return new Refusal(RefusalRule.ReceiptId, $"receipt {receipt.Id} is settled already");
        }

        return CheckBinding(receipt, payment) ?? CheckTokens(receipt, spec) ?? CheckPrice(receipt, payment);
    }

    public static void Apply(Receipt receipt, StateOverlay state)
    {
        var payment = BatchPayment.Load(state, receipt.Id)!;
        var isUsed = receipt.End != CompletionEnd.Failed;
        (payment with { State = isUsed ? BatchPaymentState.Used : BatchPaymentState.GivenBack }).Save(state, receipt.Id);
        if (!isUsed)
        {
            CreditAccount.Save(state, receipt.Payer, CreditAccount.Load(state, receipt.Payer) + payment.Credit);
        }
    }

    private static Refusal? CheckBinding(Receipt receipt, BatchPayment payment)
    {
        if (receipt.Payer != payment.User)
        {
            return new Refusal(RefusalRule.Payer, $"payer {receipt.Payer}, the job is {payment.User}'s", $"{payment.User}", $"{receipt.Payer}");
        }

        if (receipt.Request != payment.Input)
        {
            return new Refusal(RefusalRule.Input, $"request {receipt.Request}, the job's input is {payment.Input}", $"{payment.Input}", $"{receipt.Request}");
        }

        return receipt.End != CompletionEnd.Failed && receipt.Timestamp < payment.ScheduledAt
            ? new Refusal(
                RefusalRule.Timestamp, $"timestamp {receipt.Timestamp}, the job is scheduled for {payment.ScheduledAt}", $"{payment.ScheduledAt}", $"{receipt.Timestamp}")
            : null;
    }

    private static Refusal? CheckTokens(Receipt receipt, ChainSpec spec)
    {
        var most = receipt.End == CompletionEnd.Failed ? 0 : BatchTerms.TokensOf(spec);
        return receipt.TotalTokens > most
            ? new Refusal(RefusalRule.Tokens, $"{receipt.TotalTokens} tokens, the job may have {most}", $"{most}", $"{receipt.TotalTokens}")
            : null;
    }

    private static Refusal? CheckPrice(Receipt receipt, BatchPayment payment)
    {
        var paid = payment.Credit.MicroAigen;
        var price = receipt.End == CompletionEnd.Failed ? 0 : paid;
        return receipt.Price != price || receipt.Reservation != paid
            ? new Refusal(
                RefusalRule.Price, $"price {receipt.Price} of {receipt.Reservation}, expected {price} of {paid}", $"{price}", $"{receipt.Price}")
            : null;
    }
}
