using System.Diagnostics.Metrics;
using Aigen.Rpc.Methods;
using Aigen.Rpc.Views;
using Aigen.Storage;

namespace Aigen.Node.Metrics;

/// <summary>What a node is and has at the moment when it is asked.</summary>
internal sealed class NodeGauges : IDisposable
{
    private readonly List<Instrument> _gauges = [];

    public NodeGauges(NodeServices node)
    {
        var (chain, models) = (node.Chain, node.Models);
        var started = node.Time.GetUtcNow() - node.Time.GetElapsedTime(node.StartedAt);
        KeyValuePair<string, object?>[] version = [new("version", node.Version), new("network", chain.Ledger.Spec.Network)];
        _gauges.Add(Meter.CreateObservableGauge("aigen.build.info", () => new Measurement<int>(1, version), null, "Always 1; what runs is in the labels."));
        Add("aigen.healthy", null, "1 where /health says healthy, 0 where it says degraded.", () => HealthView.Of(node).Status == "healthy" ? 1 : 0);
        Add("aigen.ready", null, "1 where /health/ready says ready.", () => ReadinessView.Of(node).IsReady ? 1 : 0);
        Add("aigen.start.time", "s", "When the node was started, in Unix seconds.", () => started.ToUnixTimeMilliseconds() / 1000.0);
        Add("aigen.clock.offset", "s", "How far the node's clock is ahead of the system's, which jumped; 0 while it follows.", node.ClockOffset);
        Add("aigen.chain.height", null, "Height of the head.", () => chain.Ledger.Head.Height);
        Add("aigen.chain.head.time", "s", "The head's timestamp, in Unix seconds.", () => chain.Ledger.Head.Header.Timestamp);
        Add("aigen.chain.shutdown", null, "1 once the CEO key has shut the network down.", () => chain.Ledger.Head.Header.Shutdown ? 1 : 0);
        Add("aigen.chain.receipts.waiting", null, "Receipts that no block holds yet.", () => chain.Writer.PendingReceiptCount);
        Add("aigen.mempool.transactions", null, "Transactions that wait for a block.", () => chain.Mempool.Count);
        Add("aigen.mempool.size", "By", "Bytes of the transactions that wait for a block.", () => chain.Mempool.Bytes);
        Add("aigen.storage.writable", null, "0 while the database cannot be written.", () => chain.IsWritable ? 1 : 0);
        _gauges.Add(Meter.CreateObservableGauge("aigen.storage.memory", () => Measure(chain.StoreMemory), "By", "Bytes that the database holds in memory, outside of the managed heap: what is in no file yet, what was read of files, and their indexes."));
        Add("aigen.storage.free", "By", "Bytes free on the disk of the database.", () => node.FreeDisk() ?? 0);
        Add("aigen.models.known", null, "Models that can be asked for.", () => models.Ids.Count);
        Add("aigen.models.resident", null, "Models that are loaded.", () => models.Resident);
        Add("aigen.models.memory", "By", "Bytes of the memory budget that loaded models hold, as estimated before their loading.", () => models.HeldBytes);
    }

    /// <summary>This node's own.</summary>
    public Meter Meter { get; } = new("Aigen.Node");

    public void Dispose() => Meter.Dispose();

    private static IEnumerable<Measurement<double>> Measure(StoreMemory memory)
    {
        yield return new(memory.Writes, new KeyValuePair<string, object?>("kind", "writes"));
        yield return new(memory.Cache, new KeyValuePair<string, object?>("kind", "cache"));
        yield return new(memory.Indexes, new KeyValuePair<string, object?>("kind", "indexes"));
    }

    private void Add(string name, string? unit, string description, Func<double> read) =>
        _gauges.Add(Meter.CreateObservableGauge(name, read, unit, description));
}
