using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Puts waiting transactions into the order of a block: CEO first, then priority fee, then arrival, each sender's by nonce.</summary>
internal static class BlockSelection
{
    /// <param name="isFull">More could go into a block, were it larger.</param>
    public static IReadOnlyList<Transaction> Best(IEnumerable<SenderQueue> queues, int count, long bytes, out bool isFull)
    {
        var heads = new PriorityQueue<(SenderQueue Queue, MempoolEntry Entry), MempoolEntry>(
            queues.Where(queue => queue.First is not null).Select(queue => ((queue, queue.First!), queue.First!)));
        var best = new List<Transaction>();
        while (heads.TryPeek(out var head, out _))
        {
            bytes -= head.Entry.Size;
            if (best.Count == count || bytes < 0)
            {
                isFull = true;
                return best;
            }

            best.Add(head.Entry.Transaction);
            if (head.Queue[head.Entry.Transaction.Nonce + 1] is { } next)
            {
                heads.DequeueEnqueue((head.Queue, next), next);
            }
            else
            {
                heads.Dequeue();
            }
        }

        isFull = false;
        return best;
    }
}
