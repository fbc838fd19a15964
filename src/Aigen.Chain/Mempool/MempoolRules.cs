using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Whether a good transaction may wait, given the account, its other waiting transactions and the limits of the pool.</summary>
internal static class MempoolRules
{
    public static Refusal? Check(MempoolEntry entry, Account account, SenderQueue queue, int poolCount, MempoolLimits limits, Ledger ledger)
    {
        var transaction = entry.Transaction;
        if (Shutdown.Load(ledger.State) is { } shutdown)
        {
            return shutdown.Refuse();
        }

        if (transaction.Nonce < account.Nonce)
        {
            return TransactionRefusals.Nonce(transaction.Nonce, account.Nonce);
        }

        var replaced = queue[transaction.Nonce];
        return (replaced is null ? CheckRoom(transaction, queue, poolCount, limits) : CheckReplacement(transaction, replaced.Transaction))
            ?? CheckBalance(entry, account, queue.Cost - (replaced?.Cost ?? 0))
            ?? CheckModule(transaction, ledger);
    }

    public static Refusal Outbid(Transaction replaced, Transaction by) => new(
        RefusalRule.ReplacementFee, $"{by.Hash} took its place with fee_priority {by.Fee.Priority.Aigen} against {replaced.Fee.Priority.Aigen}");

    private static Refusal? CheckRoom(Transaction transaction, SenderQueue queue, int poolCount, MempoolLimits limits)
    {
        if (poolCount >= limits.Transactions)
        {
            return new Refusal(
                RefusalRule.MempoolFull, $"{poolCount} transactions wait, the mempool holds {limits.Transactions}: try again after a block",
                $"{limits.Transactions}", $"{poolCount}");
        }

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
