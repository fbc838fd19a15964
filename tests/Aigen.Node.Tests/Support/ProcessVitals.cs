using System.Globalization;

namespace Aigen.Node.Tests.Support;

/// <summary>What a process holds of the machine, as the kernel counts it.</summary>
/// <param name="MemoryBytes">What of it is in memory.</param>
/// <param name="Sockets">Open ones; files are the database's, which keeps its own count.</param>
internal sealed record ProcessVitals(long MemoryBytes, int Threads, int Sockets)
{
    public static ProcessVitals Of(int processId)
    {
        var status = File.ReadLines($"/proc/{processId}/status").Select(line => line.Split(':', 2)).ToDictionary(line => line[0], line => line[1].Trim());
        var memory = long.Parse(status["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture) << 10;
        return new(memory, int.Parse(status["Threads"], CultureInfo.InvariantCulture), SocketsOf(processId));
    }

    public override string ToString() => $"{MemoryBytes >> 20} MiB, {Threads} threads, {Sockets} sockets";

    // One that is closed between the list and the look is none.
    private static int SocketsOf(int processId) => Directory.EnumerateFiles($"/proc/{processId}/fd")
        .Count(path => new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);
}
