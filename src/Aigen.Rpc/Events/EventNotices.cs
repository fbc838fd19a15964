using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.Subscriptions;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Events;

/// <summary>The one place that writes events of the chain: a replay and the feed send the same bytes.</summary>
internal static class EventNotices
{
    /// <param name="topic">One topic of the event.</param>
    public static Notice Write(Block block, ChainEvent happened, EventTopics topic, ChainSpec spec)
    {
        var cursor = EventCursor.Of(block.SignedHeader, happened).ToString();
        return (topic, happened) switch
        {
            (EventTopics.WholeBlock, _) => Notice.Of(BlockView.Of(block), ViewJson.Default.BlockView, cursor),
            (EventTopics.Shutdown, OrderGiven { Order: ShutdownOrder order }) =>
                Notice.Of(ShutdownEventView.Of(order.Reason, block.SignedHeader), ViewJson.Default.ShutdownEventView, cursor),
            _ => Notice.Of(EventView.Of(block, happened, spec), ViewJson.Default.EventView, cursor),
        };
    }
}
