using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>How a receipt or a payment changed what a wallet may use.</summary>
/// <param name="Requests">Requests of the month that the tier's quota paid for.</param>
/// <param name="Tokens">Tokens of the month, which volume discounts count.</param>
/// <param name="Credit">Micro-AIGEN of prepaid credit: more by a payment, less by a receipt.</param>
/// <param name="Tier">The tier that was bought, for <paramref name="Months"/>; null where none was.</param>
/// <param name="Receipt">What caused it, or <paramref name="Transaction"/> did.</param>
public sealed record QuotaChange(
    Address Address, ulong Requests, ulong Tokens, Int128 Credit, Tier? Tier, int Months, ReceiptId? Receipt, Hash256? Transaction)
{
    internal static QuotaChange Of(Receipt receipt) => new(
        receipt.Payer, receipt.Funding == Funding.Quota ? 1UL : 0UL, receipt.TotalTokens, -receipt.CreditTaken, null, 0, receipt.Id, null);

    internal static QuotaChange Of(BuyCreditCall call, Transaction transaction) =>
        new(call.User, 0, 0, (Int128)Primitives.Credit.Of(transaction.Amount).MicroAigen, null, 0, null, transaction.Hash);

    internal static QuotaChange Of(SubscribeCall call, Transaction transaction) =>
        new(call.User, 0, 0, 0, call.Tier, call.Months, null, transaction.Hash);
}
