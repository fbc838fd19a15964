using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>The sentences with which a transaction is refused.</summary>
internal static class TransactionRefusals
{
    public static Refusal Key(Address sender, Address derived) => new(
        RefusalRule.Key, $"sender {sender} is not the address of sender_public_key, which is {derived}", derived.ToString(), sender.ToString());

    public static Refusal Signature() => new(RefusalRule.Signature, "signature is not sender_public_key's Ed25519 signature of tx_hash");

    public static Refusal CeoSignature() => new(RefusalRule.CeoSignature, "ceo_signature is not the CEO key's Ed25519 signature of tx_hash");

    public static Refusal ChainId(ulong given, ulong expected) =>
        new(RefusalRule.ChainId, $"chain_id {given}, this chain is {expected}", $"{expected}", $"{given}");

    public static Refusal Timestamp(long given, long earliest, long latest) => new(
        RefusalRule.Timestamp, $"timestamp {given}, expected {earliest} to {latest} (24 h before to 300 s after the node's clock)",
        $"{earliest}..{latest}", $"{given}");

    public static Refusal SameParties(Address address) =>
        new(RefusalRule.Parties, $"sender and receiver are both {address}", "two different addresses", address.ToString());

    public static Refusal ZeroAmount() => new(
        RefusalRule.Amount, "amount 0, expected at least 1 (only a payload that calls a module of the chain may come without an amount)", "1", "0");

    public static Refusal Payload(string message) => new(RefusalRule.Payload, message);

    public static Refusal PayloadSize(int given, int limit) =>
        new(RefusalRule.PayloadSize, $"payload of {given} bytes, at most {limit} are allowed", $"{limit}", $"{given}");

    public static Refusal WrongAmount(ulong given, ulong expected, string what) =>
        new(RefusalRule.Amount, $"amount {given}, expected {expected} for {what}", $"{expected}", $"{given}");

    public static Refusal BaseFee(Amount given, Amount minimum) => new(
        RefusalRule.Fee, $"fee_base {given.Aigen}, expected at least {minimum.Aigen}", $"{minimum.Aigen}", $"{given.Aigen}");

    public static Refusal Burn(Amount given, Amount baseFee) => new(
        RefusalRule.Fee, $"fee_burn {given.Aigen}, expected at most the base fee of {baseFee.Aigen}", $"{baseFee.Aigen}", $"{given.Aigen}");

    public static Refusal FeeOverflow() =>
        new(RefusalRule.Fee, $"fee_base + fee_priority is above the {ulong.MaxValue} that 64 bits can count", $"{ulong.MaxValue}");

    public static Refusal Nonce(ulong given, ulong expected) =>
        new(RefusalRule.Nonce, $"nonce {given}, expected {expected}", $"{expected}", $"{given}");

    public static Refusal Balance(UInt128 needed, Amount balance) => new(
        RefusalRule.Balance, $"balance {balance.Aigen}, needed {needed} for amount, base and priority fee of this and earlier pending transactions",
        $"{needed}", $"{balance.Aigen}");
}
