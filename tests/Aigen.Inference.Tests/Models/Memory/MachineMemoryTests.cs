namespace Aigen.Inference.Tests.Models;

public sealed class MachineMemoryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("aigen-memory-").FullName;

    public MachineMemoryTests() => Write("proc/meminfo", "MemTotal:       1000 kB\nMemFree:         100 kB\nMemAvailable:    800 kB\n");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Read_WithoutACgroup_IsTheMachines() => Assert.Equal(new MachineMemory(1_024_000, 819_200), MachineMemory.Read(_root));

    [Fact]
    public void Read_InACgroup_IsTheSmallestAboveTheProcess()
    {
        Write("proc/self/cgroup", "0::/outer/inner\n");
        Write("sys/fs/cgroup/outer/memory.max", "500000\n");
        Write("sys/fs/cgroup/outer/memory.current", "450000\n");
        Write("sys/fs/cgroup/outer/memory.stat", "anon 50000\nactive_file 100000\ninactive_file 200000\n");
        Write("sys/fs/cgroup/outer/inner/memory.max", "max\n");

        Assert.Equal(new MachineMemory(500_000, 350_000), MachineMemory.Read(_root));
    }

    [Fact]
    public void Read_InACgroupOfVersion1_IsItsLimit()
    {
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "400000\n");
        Write("sys/fs/cgroup/memory/memory.usage_in_bytes", "100000\n");

        Assert.Equal(new MachineMemory(400_000, 300_000), MachineMemory.Read(_root));
    }

    [Fact]
    public void Read_OfThisMachine_IsPlausible()
    {
        var memory = MachineMemory.Read();

        Assert.InRange(memory.Available, 1 << 20, memory.Total);
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
