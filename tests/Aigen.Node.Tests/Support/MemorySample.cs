using System.Globalization;

namespace Aigen.Node.Tests.Support;

/// <summary>What a daemon holds at a moment, and what of it is known: bytes.</summary>
/// <param name="Connections">That the web server has, the one that asks among them.</param>
/// <param name="Managed">The heap, as the last collection left it.</param>
/// <param name="Database">Memtables, caches and indexes of RocksDB, which grow to a bound that is set.</param>
internal sealed record MemorySample(ProcessVitals Vitals, long Connections, long Managed, long Database, long Height)
{
    /// <summary>All but the database's.</summary>
    public long Own => Vitals.MemoryBytes - Database;

    public static async Task<MemorySample> TakeAsync(DaemonProcess node)
    {
        using var page = await node.Rpc.GetAsync("/metrics");
        var lines = (await page.Content.ReadAsStringAsync()).Split('\n');
        return new(node.Vitals, Sum(lines, "kestrel_active_connections"), Sum(lines, "dotnet_gc_last_collection_heap_size_bytes"), Sum(lines, "aigen_storage_memory_bytes"), Sum(lines, "aigen_chain_height"));
    }

    public override string ToString() =>
        $"{Vitals}; database {Database >> 20} MiB, managed heap {Managed >> 20} MiB, the rest {(Own - Managed) >> 20} MiB; block {Height}";

    private static long Sum(string[] lines, string name) => lines
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
        .Sum(line => (long)double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
