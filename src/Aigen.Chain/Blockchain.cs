using Aigen.Crypto;
using Aigen.Storage;
using Microsoft.Extensions.Logging;

namespace Aigen.Chain;

/// <summary>The parts of a running chain, in the order in which a transaction passes them.</summary>
public sealed class Blockchain : IAsyncDisposable
{
    private readonly IStore _store;

    /// <summary>Opens the chain in a store; blocks are made from <see cref="ChainWriter.Start"/> on.</summary>
    /// <exception cref="LedgerException">The store is another network's, or damaged.</exception>
    public Blockchain(IStore store, ChainSpec spec, SigningKey producer, TimeProvider time, ILoggerFactory logs, MempoolLimits? limits = null)
    {
        _store = store;
        Ledger = Ledger.Open(store, spec);
        Mempool = new Mempool(Ledger, store, time, limits ?? new MempoolLimits());
        Intake = new TransactionIntake(Mempool, spec, time);
        Writer = new ChainWriter(Ledger, Mempool, store, producer, time, logs.CreateLogger<ChainWriter>());
        Releases = new ActiveReleases(Ledger.State);
        Writer.Committed += committed => Releases.Follow(committed.Block);
        Tracker = new TransactionTracker(Ledger, Mempool, Intake, Writer);
    }

    public Ledger Ledger { get; }

    public Mempool Mempool { get; }

    public TransactionIntake Intake { get; }

    public ChainWriter Writer { get; }

    public TransactionTracker Tracker { get; }

    /// <summary>The releases of models that nodes are to run.</summary>
    public ActiveReleases Releases { get; }

    /// <summary>Whether the database can be written.</summary>
    public bool IsWritable => _store.Fault is null;

    /// <summary>What the database holds in memory.</summary>
    public StoreMemory StoreMemory => _store.Memory;

    /// <summary>Why nothing is written just now; null while all is well.</summary>
    public string? Problem => _store.Fault ?? Writer.Failure;

    /// <summary>Finishes what was submitted, and the block that is being made.</summary>
    public async ValueTask DisposeAsync()
    {
        await Intake.DisposeAsync();
        await Writer.DisposeAsync();
    }
}
