using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Node.Metrics;
using Aigen.Node.Tracing;
using Aigen.Node.Web;
using Aigen.Rpc.Events;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Methods;
using Aigen.Storage;
using Microsoft.Extensions.Logging;

namespace Aigen.Node.Hosting;

/// <summary>The composition root: the node's parts in the order in which they start, and end in reverse.</summary>
public sealed class NodeHost : IAsyncDisposable
{
    // How long streams that were cut off may take to be settled; it is a matter of milliseconds.
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(5);

    private readonly DataFolder _folder;
    private readonly RocksStore _store;
    private readonly ModelCatalog _models;
    private readonly Blockchain _chain;
    private readonly WebServers _web;
    private readonly IDisposable? _traces;

    private NodeHost(DataFolder folder, RocksStore store, ModelCatalog models, NodeServices services, WebServers web, IDisposable? traces)
    {
        (_folder, _store, _models, _chain, _web, _traces) = (folder, store, models, services.Chain, web, traces);
        Services = services;
    }

    public NodeServices Services { get; }

    /// <summary>Where the node really listens.</summary>
    public string Address => _web.Address;

    /// <summary>What the node has measured.</summary>
    internal MetricsCollector Metrics => _web.Metrics;

    /// <summary>Where the metrics are.</summary>
    public string MetricsAddress => _web.MetricsAddress;

    /// <exception cref="NodeStartException">Something that the operator must change.</exception>
    public static async Task<NodeHost> StartAsync(NodeOptions options, ILoggerFactory logs, TimeProvider system)
    {
        var time = new SteadyTime(system, logs.CreateLogger<SteadyTime>());
        // Reading a model takes longest, so it goes on beside everything else.
        var loading = ModelLoading.Start(options, logs, time);
        var parts = new Stack<IDisposable>();
        try
        {
            var traces = options.OtlpEndpoint is { } endpoint ? Keep(TraceExport.Start(endpoint)) : null;
            var spec = Genesis.Load(options.GenesisFile);
            var producer = ProducerKey.Load(options, spec);
            var folder = Keep(DataFolder.Open(options, spec.Network));
            var store = Keep(LedgerFaults.Explained(folder.Path, () => OpenStore(LedgerFolder.PathIn(folder.Path), time, logs)));
            var chain = LedgerFaults.Explained(folder.Path, () => new Blockchain(store, spec, producer, time, logs));
            ClockCheck.Warn(chain.Ledger.Head, time.GetUtcNow(), logs.CreateLogger<SteadyTime>());
            var (models, minimumTiers) = await loading;
            Keep(models);
            var terms = new ModelTerms(minimumTiers, chain.Releases);
            var access = LedgerFaults.Explained(folder.Path, () => new AccessTokens(store, chain.Ledger, producer.PublicKey, time));
            var desk = new Desk(chain, models, terms, new AnonymousWallets(NodeSecret.Load(store)), access, producer, time);
            var batch = LedgerFaults.Explained(folder.Path, () => new BatchDesk(
                store, chain, desk, new BatchForm(), producer.PublicKey, time, logs.CreateLogger<BatchDesk>(), options.Batch));
            var incidents = new Incidents(logs.CreateLogger<Incidents>());
            var services = new NodeServices(
                chain, desk, models, terms, new NodeEvents(chain, incidents), incidents,
                producer.PublicKey, NodeVersion.Text, time, () => time.OffsetSeconds,
                time.GetTimestamp())
            {
                Batch = batch,
                Operator = OperatorToken.Load(options.OperatorTokenFile),
                FreeDisk = () => folder.FreeBytes,
            };
            var web = await WebServers.StartAsync(options, services, logs);
            batch.Start();
            chain.Writer.Start();
            return new NodeHost(folder, store, models, services, web, traces);
        }
        catch (Exception e)
        {
            foreach (var part in parts)
            {
                part.Dispose();
            }

            // Whatever failed, the models may still be loading; disposing them twice does no harm.
            using var _ = await loading.ContinueWith(static load => load.IsCompletedSuccessfully ? load.Result.Models : null, TaskScheduler.Default);

            if (e is StoreException)
            {
                throw new NodeStartException($"--data-dir {options.DataDir}: {e.Message}");
            }

            throw;
        }

        T Keep<T>(T part)
            where T : IDisposable
        {
            parts.Push(part);
            return part;
        }
    }

    /// <summary>Returns when the process is asked to end.</summary>
    public Task WaitForShutdownAsync() => _web.WaitForShutdownAsync();

    /// <summary>Lets requests in flight end, writes what is due, and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await Services.Batch.DisposeAsync();
        _models.Dispose();

        // A stream outlives its connection by a moment: its receipt must be stored before the database is closed.
        await Task.WhenAny(Services.Desk.WhenSettled(), Task.Delay(SettleTime));
        await Services.Events.DisposeAsync();
        await _chain.DisposeAsync();
        _store.Dispose();
        _traces?.Dispose();
        _folder.Dispose();
    }

    private static RocksStore OpenStore(string folder, TimeProvider time, ILoggerFactory logs)
    {
        var store = RocksStore.Open(folder, time);
        var log = logs.CreateLogger<RocksStore>();
        store.FaultChanged += fault => Report(fault, log);
        return store;
    }

    private static void Report(string? fault, ILogger log)
    {
        if (fault is null)
        {
            log.LogWarning("The database can be written again");
        }
        else
        {
            log.LogError("The database cannot be written, reading goes on, writing is tried every second: {Reason}", fault);
        }
    }
}
