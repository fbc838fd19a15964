namespace Aigen.Node.Tests.Support;

/// <summary>What disks do to files.</summary>
internal static class Damage
{
    public static void Flip(string file, long at)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = at;
        var value = stream.ReadByte();
        stream.Position = at;
        stream.WriteByte((byte)(value ^ 0x55));
    }

    /// <summary>The largest file of a kind.</summary>
    public static string Largest(string folder, string pattern) =>
        Directory.GetFiles(folder, pattern).MaxBy(file => new FileInfo(file).Length)!;
}
