using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>
/// Carries out the contents of one block over the state before it: orders first, then receipts, then transactions. What is refused
/// changes nothing. The signatures have been checked by whoever calls.
/// </summary>
internal sealed class BlockExecution(ChainSpec spec, IStateReader parent, long time, Address rewardAddress, Func<ReceiptId, bool> isSettled)
{
    private readonly HashSet<ReceiptId> _receipts = [];
    private Shutdown? _shutdown = Shutdown.Load(parent);

    public StateOverlay State { get; } = new(parent);

    public bool IsShutDown => _shutdown is not null;

    /// <summary>Reads the accounts of transactions that are about to be applied.</summary>
    public void ReadAhead(IReadOnlyList<Transaction> transactions) => State.ReadAhead(transactions.SelectMany(
        static transaction => new[] { StateKey.Account(transaction.Sender.Address), StateKey.Account(transaction.Receiver.Address) }));

    public Refusal? Apply(CeoOrder order)
    {
        var refusal = ShutdownRefusal() ?? OrderRules.Check(order, spec, State, time);
        if (refusal is null)
        {
            OrderRules.Apply(order, State, time);
            _shutdown = Shutdown.Load(State);
        }

        return refusal;
    }

    /// <summary>Receipts are settled also after a shutdown: streams that were open then end or are pro-rated.</summary>
    public Refusal? Apply(Receipt receipt)
    {
        if (_receipts.Contains(receipt.Id) || isSettled(receipt.Id))
        {
            return new Refusal(RefusalRule.ReceiptId, $"receipt {receipt.Id} is settled already");
        }

        var refusal = ReceiptRules.Check(receipt, spec, State);
        if (refusal is null)
        {
            ReceiptRules.Apply(receipt, State);
            _receipts.Add(receipt.Id);
        }

        return refusal;
    }

    public Refusal? Apply(Transaction transaction)
    {
        var (call, _) = ModuleCallParser.Parse(transaction, spec);
        var refusal = ShutdownRefusal()
            ?? TransactionRules.CheckTimestamp(transaction, time)
            ?? Transfer.Check(transaction, spec, State)
            ?? call?.CheckState(transaction, State, time);
        if (refusal is null)
        {
            Transfer.Apply(transaction, spec, rewardAddress, State);
            call?.Apply(transaction, State, time);
        }

        return refusal;
    }

    private Refusal? ShutdownRefusal() => _shutdown?.Refuse();
}
