using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What makes a receipt good, and what it changes: the payer's usage, and what paid: the payer's credit, or the payment of a batch job.</summary>
internal static class ReceiptRules
{
    public static Refusal? CheckSignature(Receipt receipt, ChainSpec spec)
    {
        if (spec.FindProducer(receipt.Node) is null)
        {
            return new Refusal(RefusalRule.Producer, $"{receipt.Node} is no producer of this network");
        }

        return Ed25519.Verify(receipt.Node, receipt.Hash.Bytes, receipt.Signature)
            ? null
            : new Refusal(RefusalRule.Signature, $"the signature of receipt {receipt.Id} is not its node's");
    }

    public static Refusal? Check(Receipt receipt, ChainSpec spec, IStateReader state)
    {
        if (receipt.Timestamp is < 0 or > BlockRules.LastTime)
        {
            return new Refusal(
                RefusalRule.Timestamp, $"timestamp {receipt.Timestamp}, expected 0 to {BlockRules.LastTime}", $"0..{BlockRules.LastTime}", $"{receipt.Timestamp}");
        }

        return receipt.Funding == Funding.Batch ? BatchReceiptRules.Check(receipt, spec, state) : CheckPrice(receipt, spec, state);
    }

    public static void Apply(Receipt receipt, StateOverlay state)
    {
        Usage.Load(state, receipt.Payer).After(receipt).Save(state, receipt.Payer);
        if (receipt.Funding == Funding.Batch)
        {
            BatchReceiptRules.Apply(receipt, state);
        }
        else if (receipt.Price > 0)
        {
            CreditAccount.Save(state, receipt.Payer, CreditAccount.Load(state, receipt.Payer) - new Credit(receipt.Price));
        }
    }

    private static Refusal? CheckPrice(Receipt receipt, ChainSpec spec, IStateReader state)
    {
        var expected = Price(receipt, spec, state);
        if (receipt.Price != expected || receipt.Price > receipt.Reservation)
        {
            return new Refusal(
                RefusalRule.Price, $"price {receipt.Price}, expected {expected} and at most the reservation of {receipt.Reservation}",
                $"{expected}", $"{receipt.Price}");
        }

        var credit = CreditAccount.Load(state, receipt.Payer);
        return receipt.Price > credit.MicroAigen
            ? new Refusal(RefusalRule.Credit, $"credit {credit.MicroAigen}, needed {receipt.Price}", $"{receipt.Price}", $"{credit.MicroAigen}")
            : null;
    }

    private static ulong Price(Receipt receipt, ChainSpec spec, IStateReader state) => receipt.Funding == Funding.Credit
        ? spec.Prices.PriceOf(receipt.TotalTokens, Usage.Load(state, receipt.Payer).At(receipt.Timestamp).Tokens)
        : 0;
}
