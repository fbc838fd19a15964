using System.Globalization;

namespace Aigen.Inference;

/// <summary>The memory of this machine, or of the part of it that the process was given (a cgroup).</summary>
/// <param name="Total">Bytes that there are.</param>
/// <param name="Available">Bytes that can be had without swapping; what only caches files counts as available.</param>
public sealed record MachineMemory(long Total, long Available)
{
    private const string Unified = "0::";

    /// <summary>What it is at this moment.</summary>
    public static MachineMemory Read() => Read("/");

    internal static MachineMemory Read(string root)
    {
        var machine = OfMachine(Path.Combine(root, "proc/meminfo"));
        foreach (var group in Groups(root)) machine = Within(machine, group);
        return machine;
    }

    private static MachineMemory OfMachine(string file)
    {
        var lines = Lines(file);
        return new MachineMemory(Field(lines, "MemTotal:") * 1024 ?? long.MaxValue, Field(lines, "MemAvailable:") * 1024 ?? long.MaxValue);
    }

    // The process's group and those above it; version 1 has one folder where a container looks.
    private static IEnumerable<string> Groups(string root)
    {
        yield return Path.Combine(root, "sys/fs/cgroup/memory");
        var own = Lines(Path.Combine(root, "proc/self/cgroup")).FirstOrDefault(line => line.StartsWith(Unified, StringComparison.Ordinal));
        var top = Path.Combine(root, "sys/fs/cgroup");
        for (var at = own?[Unified.Length..].Trim('/') ?? ""; ; at = Path.GetDirectoryName(at) ?? "")
        {
            yield return Path.Combine(top, at);
            if (at.Length == 0) yield break;
        }
    }

    private static MachineMemory Within(MachineMemory machine, string group)
    {
        var limit = Number(group, "memory.max") ?? Number(group, "memory.limit_in_bytes");
        if (limit is not { } most || most >= machine.Total) return machine;

        var used = Number(group, "memory.current") ?? Number(group, "memory.usage_in_bytes") ?? 0;
        var stat = Lines(Path.Combine(group, "memory.stat"));
        var cached = (Field(stat, "inactive_file ") ?? 0) + (Field(stat, "active_file ") ?? 0);
        return new MachineMemory(most, Math.Clamp(most - used + cached, 0, machine.Available));
    }

    private static long? Number(string group, string file) =>
        Lines(Path.Combine(group, file)) is [var text, ..] && long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Field(string[] lines, string name)
    {
        var line = lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.TryParse(line?[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
