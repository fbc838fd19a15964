using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What makes a transaction good whatever the state is: the part of the rules that can be checked ahead and in parallel.</summary>
internal static class TransactionRules
{
    public const int MaxPayloadBytes = 16 << 10;
    private const long MaxAgeSeconds = 24 * 60 * 60;
    private const long MaxAheadSeconds = 300;

    /// <summary>Everything but the signatures.</summary>
    public static Refusal? CheckContent(Transaction transaction, ChainSpec spec, long now) =>
        CheckKey(transaction, spec)
        ?? CheckFields(transaction, spec, now)
        ?? CheckFee(transaction, spec)
        ?? CheckAmountAndPayload(transaction, spec);

    /// <summary>The rule that moves with the clock, which a waiting transaction can come to break.</summary>
    public static Refusal? CheckTimestamp(Transaction transaction, long now)
    {
        var (earliest, latest) = (now - MaxAgeSeconds, now + MaxAheadSeconds);
        return transaction.Timestamp < earliest || transaction.Timestamp > latest
            ? TransactionRefusals.Timestamp(transaction.Timestamp, earliest, latest)
            : null;
    }

    // The CEO key owns the CEO wallet, also where that wallet's address is not derived from any key.
    private static Refusal? CheckKey(Transaction transaction, ChainSpec spec)
    {
        var derived = transaction.SenderPublicKey.Address;
        var sender = transaction.Sender.Address;
        var owns = derived == sender || (sender == spec.CeoWallet && transaction.SenderPublicKey == spec.CeoPublicKey);
        return owns ? null : TransactionRefusals.Key(sender, derived);
    }

    private static Refusal? CheckFields(Transaction transaction, ChainSpec spec, long now)
    {
        if (transaction.ChainId != spec.ChainId)
        {
            return TransactionRefusals.ChainId(transaction.ChainId, spec.ChainId);
        }

        return transaction.Sender.Address == transaction.Receiver.Address
            ? TransactionRefusals.SameParties(transaction.Sender.Address)
            : CheckTimestamp(transaction, now);
    }

    private static Refusal? CheckFee(Transaction transaction, ChainSpec spec)
    {
        var fee = transaction.Fee;
        if (fee.Base < spec.MinimumBaseFee && !Transfer.IsFree(transaction, spec))
        {
            return TransactionRefusals.BaseFee(fee.Base, spec.MinimumBaseFee);
        }

        if (fee.Burn > fee.Base)
        {
            return TransactionRefusals.Burn(fee.Burn, fee.Base);
        }

        return fee.Priority.Aigen > ulong.MaxValue - fee.Base.Aigen ? TransactionRefusals.FeeOverflow() : null;
    }

    private static Refusal? CheckAmountAndPayload(Transaction transaction, ChainSpec spec)
    {
        if (transaction.Payload is { Length: > MaxPayloadBytes } payload)
        {
            return TransactionRefusals.PayloadSize(payload.Length, MaxPayloadBytes);
        }

        var (call, refusal) = ModuleCallParser.Parse(transaction, spec);
        if (refusal is not null)
        {
            return refusal;
        }

        return transaction.Amount == Amount.Zero && call is not { MayBeFree: true }
            ? TransactionRefusals.ZeroAmount()
            : call?.CheckTerms(transaction, spec);
    }
}
