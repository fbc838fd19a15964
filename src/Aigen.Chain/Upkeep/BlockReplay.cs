using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Carries out blocks that were made earlier: they are read and checked ahead, in parallel, and applied in their order.</summary>
public static class BlockReplay
{
    // Enough that one large block holds nobody up, and few enough for memory: a full block is some 60 MB once it is read.
    private static readonly int LookAhead = 4 * Environment.ProcessorCount;

    /// <param name="blocks">Each reads its block when it is called, on any thread.</param>
    /// <exception cref="LedgerException">A block breaks a rule; those before it were applied.</exception>
    public static void Run(Ledger ledger, IEnumerable<Func<Block>> blocks, Action<Block> applied, CancellationToken cancelled) =>
        ForEach(
            blocks, read => BlockRules.Check(read(), ledger.Spec),
            block =>
            {
                ledger.Apply(block);
                applied(block.Block);
            }, cancelled);

    /// <summary>Prepares items ahead, in parallel, and uses them in their order, on the caller's thread.</summary>
    internal static void ForEach<T, TReady>(IEnumerable<T> items, Func<T, TReady> prepare, Action<TReady> use, CancellationToken cancelled)
    {
        var ahead = new Queue<Task<TReady>>();
        try
        {
            foreach (var item in items)
            {
                ahead.Enqueue(Task.Run(() => prepare(item), cancelled));
                if (ahead.Count == LookAhead)
                {
                    UseFirst();
                }
            }

            while (ahead.Count > 0)
            {
                UseFirst();
            }
        }
        finally
        {
            // The store that they read may be closed next.
            Task.WhenAll(ahead).ContinueWith(static _ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
        }

        void UseFirst()
        {
            cancelled.ThrowIfCancellationRequested();
            use(ahead.Dequeue().GetAwaiter().GetResult());
        }
    }
}
