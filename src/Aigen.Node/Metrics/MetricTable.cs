using System.Diagnostics.Metrics;
using Aigen.Chain;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Metrics;
using Aigen.Storage;

namespace Aigen.Node.Metrics;

/// <summary>
/// Every metric on one page, in the order of <c>/metrics</c>. What is not here is not exported, and a label that is not here is summed up:
/// so neither a client nor a library can make series without end.
/// </summary>
internal static class MetricTable
{
    /// <summary>The meters of the node's parts.</summary>
    public static IReadOnlyList<Meter> Meters { get; } =
        [RpcInstruments.Meter, DeskInstruments.Meter, BatchInstruments.Meter, EngineInstruments.Meter, ChainInstruments.Meter, StorageInstruments.Meter];

    public static IReadOnlyList<ExportedMetric> Metrics { get; } =
    [
        new("aigen.build.info", "version", "network"),
        new("aigen.healthy"),
        new("aigen.ready"),
        new("aigen.start.time"),
        new("aigen.clock.offset"),

        new("aigen.rpc.call.duration", "method"),
        new("aigen.rpc.errors", "code"),
        new("kestrel.active_connections"),
        new("aigen.rpc.websockets"),
        new("aigen.rpc.subscriptions"),
        new("aigen.rpc.outgoing.messages"),
        new("aigen.rpc.refusals", "limit"),

        new("aigen.chain.height"),
        new("aigen.chain.head.time"),
        new("aigen.chain.shutdown"),
        new("aigen.chain.block.interval"),
        new("aigen.chain.block.production.duration"),
        new("aigen.chain.block.commit.duration"),
        new("aigen.chain.block.transactions"),
        new("aigen.chain.block.size"),
        new("aigen.chain.block.failures"),
        new("aigen.chain.receipts.included"),
        new("aigen.chain.receipts.waiting"),
        new("aigen.mempool.transactions"),
        new("aigen.mempool.size"),
        new("aigen.mempool.accepted"),
        new("aigen.mempool.refused", "rule"),
        new("aigen.mempool.dropped", "rule"),
        new("aigen.storage.synced_write.duration"),
        new("aigen.storage.faults"),
        new("aigen.storage.writable"),
        new("aigen.storage.memory", "kind"),
        new("aigen.storage.free"),

        new("aigen.desk.refusals", "reason"),
        new("aigen.desk.running"),
        new("aigen.desk.receipts", "funding", "end"),
        new("aigen.desk.tokens", "funding", "kind"),
        new("aigen.desk.revenue"),
        new("aigen.batch.open", "state"),
        new("aigen.batch.ended", "state"),
        new("aigen.batch.wait.duration"),
        new("aigen.batch.run.duration"),

        new("aigen.models.known"),
        new("aigen.models.resident"),
        new("aigen.models.memory"),
        new("aigen.models.load.duration", "model"),
        new("aigen.inference.queue.length", "model"),
        new("aigen.inference.queue.refusals", "model"),
        new("aigen.inference.queue.duration", "model"),
        new("aigen.inference.first_token.duration", "model"),
        new("aigen.inference.prompt.tokens", "model"),
        new("aigen.inference.cached.tokens", "model"),
        new("aigen.inference.answer.tokens", "model"),
        new("aigen.inference.answer.rate", "model"),
        new("aigen.inference.answers", "model", "end"),
        new("aigen.inference.step.duration", "model"),
        new("aigen.inference.step.tokens", "model"),
        new("aigen.inference.slots", "model"),
        new("aigen.inference.slots.used", "model"),
        new("aigen.inference.kv.capacity", "model"),
        new("aigen.inference.kv.tokens", "model"),

        new("dotnet.process.cpu.time", "cpu.mode"),
        new("dotnet.process.memory.working_set"),
        new("dotnet.gc.collections", "gc.heap.generation"),
        new("dotnet.gc.heap.total_allocated"),
        new("dotnet.gc.last_collection.heap.size", "gc.heap.generation"),
        new("dotnet.gc.pause.time"),
        new("dotnet.thread_pool.thread.count") { IsGauge = true },
        new("dotnet.thread_pool.queue.length") { IsGauge = true },
        new("dotnet.monitor.lock_contentions"),
        new("dotnet.exceptions"),
    ];
}

/// <param name="Instrument">The name that its meter knows it by.</param>
/// <param name="Labels">The tags that become labels, two at most.</param>
internal sealed record ExportedMetric(string Instrument, params string[] Labels)
{
    /// <summary>It goes down too, although .NET calls it a counter. Default: false.</summary>
    public bool IsGauge { get; init; }

    /// <summary>Where getMetrics tells it: what is neither of the models nor of the chain is of the calls and the process that answers them.</summary>
    public MetricSection Section { get; } = Instrument.Split('.') switch
    {
        ["aigen", "desk" or "models" or "inference", ..] => MetricSection.Ai,
        ["aigen", "chain" or "mempool" or "storage", ..] => MetricSection.Blockchain,
        _ => MetricSection.Network,
    };
}
