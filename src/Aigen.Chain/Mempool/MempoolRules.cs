using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Whether a good transaction may wait, given the account and the sender's other waiting transactions.</summary>
internal static class MempoolRules
{
    public static Refusal? Check(MempoolEntry entry, SenderQueue queue, MempoolLimits limits, Ledger ledger)
    {
        var transaction = entry.Transaction;
        if (ledger.Head.Header.Shutdown && Shutdown.Load(ledger.State) is { } shutdown)
        {
            return shutdown.Refuse();
        }

        if (transaction.Nonce < queue.Account.Nonce)
        {
            return TransactionRefusals.Nonce(transaction.Nonce, queue.Account.Nonce);
        }

        var replaced = queue[transaction.Nonce];
        return (replaced is null ? CheckPlace(transaction, queue, limits) : CheckReplacement(transaction, replaced.Transaction))
            ?? CheckBalance(entry, queue.Account, queue.Cost - (replaced?.Cost ?? 0))
            ?? CheckModule(transaction, ledger);
    }

    public static Refusal Outbid(Transaction replaced, Transaction by) => new(
        RefusalRule.ReplacementFee, $"{by.Hash} took its place with fee_priority {by.Fee.Priority.Aigen} against {replaced.Fee.Priority.Aigen}");

    public static Refusal Overtaken(Transaction transaction, ulong accountNonce) => new(
        RefusalRule.Nonce, $"nonce {transaction.Nonce} was used by another transaction of the sender, the next is {accountNonce}",
        $"{accountNonce}", $"{transaction.Nonce}");

    /// <summary>Why a newcomer finds no room, given the cheapest that waits.</summary>
    public static Refusal Full(int count, long bytes, MempoolLimits limits, MempoolEntry cheapest) => new(
        RefusalRule.MempoolFull,
        $"the mempool is full: {count} of {limits.Transactions} transactions, {bytes} of {limits.Bytes} bytes; {Needed(cheapest)}",
        cheapest.IsQueued ? null : $"{cheapest.Transaction.Fee.Priority.Aigen + 1}");

    /// <summary>Why one that waited was dropped for a newcomer.</summary>
    public static Refusal Evicted(MempoolEntry evicted, MempoolEntry by) => new(
        RefusalRule.Evicted,
        evicted.IsQueued
            ? $"the mempool was full and it waited behind a gap of nonces; {by.Transaction.Hash} took its room"
            : $"the mempool was full and {by.Transaction.Hash} offered fee_priority {by.Transaction.Fee.Priority.Aigen} for its room, "
                + $"against {evicted.Worth - 1} of this one or one before it");

    private static string Needed(MempoolEntry cheapest) => cheapest.IsQueued
        ? "only a transaction without a gap of nonces before it finds room"
        : $"a fee_priority of {cheapest.Worth} or more finds room, or try again after a block";

    private static Refusal? CheckPlace(Transaction transaction, SenderQueue queue, MempoolLimits limits)
    {
        if (queue.Count >= limits.PerSender)
        {
            return new Refusal(
                RefusalRule.SenderLimit, $"{queue.Count} transactions of this sender wait, at most {limits.PerSender} may",
                $"{limits.PerSender}", $"{queue.Count}");
        }

        var latest = queue.PendingNonce + (ulong)limits.NonceGap;
        return transaction.Nonce > latest
            ? new Refusal(
                RefusalRule.NonceGap, $"nonce {transaction.Nonce}, expected {queue.PendingNonce} to {latest}", $"{queue.PendingNonce}..{latest}",
                $"{transaction.Nonce}")
            : null;
    }

    private static Refusal? CheckReplacement(Transaction transaction, Transaction replaced)
    {
        var (given, held) = (transaction.Fee.Priority, replaced.Fee.Priority);
        if (given == held)
        {
            return new Refusal(
                RefusalRule.Duplicate,
                $"{replaced.Hash} waits with nonce {transaction.Nonce} and the same fee_priority {held.Aigen}; a higher one replaces it",
                $"{held.Aigen + 1}", $"{given.Aigen}");
        }

        return given < held
            ? new Refusal(
                RefusalRule.ReplacementFee, $"{replaced.Hash} waits with nonce {transaction.Nonce} and fee_priority {held.Aigen}, this one has {given.Aigen}",
                $"{held.Aigen + 1}", $"{given.Aigen}")
            : null;
    }

    private static Refusal? CheckBalance(MempoolEntry entry, Account account, UInt128 otherCost)
    {
        var needed = entry.Cost + otherCost;
        return needed > account.Balance.Aigen ? TransactionRefusals.Balance(needed, account.Balance) : null;
    }

    private static Refusal? CheckModule(Transaction transaction, Ledger ledger) =>
        ModuleCallParser.Parse(transaction, ledger.Spec).Call?.CheckState(transaction, ledger.State, ledger.Head.Header.Timestamp);
}
