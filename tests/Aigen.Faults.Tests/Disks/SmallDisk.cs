using System.Diagnostics;

namespace Aigen.Faults.Tests.Disks;

/// <summary>A file system of a few MiB in memory, in a mount namespace of its own: nothing of the machine's changes.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    // Longer than any test; the namespace, and the disk with it, is gone when this process is.
    private const int LongestSeconds = 900;

    private readonly Process _holder;

    private SmallDisk(Process holder, string path) => (_holder, Path) = (holder, path);

    /// <summary>Where it is mounted, for processes inside.</summary>
    public string Path { get; }

    /// <summary>What to put before a command that is to run inside.</summary>
    public string[] Inside => ["nsenter", "-t", $"{_holder.Id}", "-m", "--"];

    public static bool IsPossible
    {
        get
        {
            try
            {
                using var attempt = Process.Start(new ProcessStartInfo(
                    "unshare", ["-m", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt"])
                { RedirectStandardError = true })!;
                attempt.WaitForExit();
                return attempt.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }

    public static async Task<SmallDisk> MountAsync(string folder, int mebibytes)
    {
        var path = Directory.CreateDirectory(System.IO.Path.Combine(folder, "disk")).FullName;
        var script = $"mount -t tmpfs -o size={mebibytes}m tmpfs '{path}' && echo mounted && exec sleep {LongestSeconds}";
        var holder = Process.Start(new ProcessStartInfo("unshare", ["-m", "sh", "-c", script]) { RedirectStandardOutput = true })!;
        Assert.Equal("mounted", await holder.StandardOutput.ReadLineAsync());
        return new SmallDisk(holder, path);
    }

    /// <summary>Fills it with a file but for some room.</summary>
    public Task FillAsync(int kibibytesLeft) => RunAsync(
        $"free=$(df -k --output=avail '{Path}' | tail -1); n=$((free - {kibibytesLeft})); [ $n -le 0 ] || head -c ${{n}}K /dev/zero >> '{Path}/filler'");

    public Task RemoveFillerAsync() => RunAsync($"rm -f '{Path}/filler'");

    /// <summary>Copies a folder of it to where the test can read it.</summary>
    public Task CopyAsync(string name, string to) => RunAsync($"cp -r '{Path}/{name}' /proc/{Environment.ProcessId}/root'{to}'");

    public async ValueTask DisposeAsync()
    {
        _holder.Kill();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }

    private async Task RunAsync(string script)
    {
        using var process = Process.Start(Inside[0], [.. Inside[1..], "sh", "-c", script]);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}

/// <summary>A test that needs a file system of its own.</summary>
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!SmallDisk.IsPossible) Skip = "mounting a tmpfs in a namespace of its own is not allowed here (it needs root, unshare and nsenter)";
    }
}
