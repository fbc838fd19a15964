using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Rpc.Events;

/// <summary>What a subscription follows. Those of one event of the chain differ in how they tell it.</summary>
[Flags]
internal enum EventTopics
{
    None = 0,
    Block = 1,
    Transaction = 2,
    Receipt = 4,
    Quota = 8,
    Governance = 16,

    /// <summary>All that <c>subscribeEvents</c> brings.</summary>
    All = Block | Transaction | Receipt | Quota | Governance,

    /// <summary>Blocks as <c>subscribeNewBlocks</c> tells them, with all that is in them.</summary>
    WholeBlock = 32,

    /// <summary>The order that stops the network, as <c>subscribeShutdown</c> tells it.</summary>
    Shutdown = 64,
}

internal static class EventTopicsOf
{
    /// <summary>What is of some wallet, so that a client may ask for its own.</summary>
    public const EventTopics Wallets = EventTopics.Transaction | EventTopics.Receipt | EventTopics.Quota;

    public static EventTopics Topics(this ChainEvent happened) => happened switch
    {
        BlockEnded => EventTopics.Block | EventTopics.WholeBlock,
        TransactionIncluded => EventTopics.Transaction,
        ReceiptSettled => EventTopics.Receipt,
        QuotaChanged => EventTopics.Quota,
        OrderGiven { Order: ShutdownOrder } => EventTopics.Governance | EventTopics.Shutdown,
        OrderGiven or ProposalMade => EventTopics.Governance,
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "There is no topic for this event."),
    };

    /// <summary>The wallets that it is of; the second only where there are two.</summary>
    public static (Address First, Address? Second)? Addresses(this ChainEvent happened) => happened switch
    {
        TransactionIncluded { Transaction: var transaction } => (transaction.Sender.Address, transaction.Receiver.Address),
        ReceiptSettled { Receipt: var receipt } => (receipt.Payer, null),
        QuotaChanged { Change: var change } => (change.Address, null),
        _ => null,
    };
}
