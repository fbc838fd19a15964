using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What a block did, as a function of the block alone: told at once or years later, it is the same.</summary>
public static class BlockEvents
{
    /// <summary>In the order in which blocks are carried out: orders, receipts, transactions; what follows from one comes right behind it.</summary>
    public static IEnumerable<ChainEvent> Of(Block block, ChainSpec spec)
    {
        var index = 0U;
        foreach (var order in block.Orders)
        {
            yield return new OrderGiven(index++, order);
        }

        for (var at = 0; at < block.Receipts.Count; at++)
        {
            yield return new ReceiptSettled(index++, block.Receipts[at], (uint)at);
            yield return new QuotaChanged(index++, QuotaChange.Of(block.Receipts[at]));
        }

        for (var at = 0; at < block.Transactions.Count; at++)
        {
            var transaction = block.Transactions[at];
            yield return new TransactionIncluded(index++, transaction, (uint)at);
            if (Effect(transaction, spec, index) is { } effect)
            {
                yield return effect;
                index++;
            }
        }

        yield return new BlockEnded(index);
    }

    private static ChainEvent? Effect(Transaction transaction, ChainSpec spec, uint index) => ModuleCallParser.Parse(transaction, spec).Call switch
    {
        BuyCreditCall call => new QuotaChanged(index, QuotaChange.Of(call, transaction)),
        SubscribeCall call => new QuotaChanged(index, QuotaChange.Of(call, transaction)),
        ProposeCall call => new ProposalMade(index, transaction, call.Id, call.DocumentHash),
        _ => null,
    };
}
