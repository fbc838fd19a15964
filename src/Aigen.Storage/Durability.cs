namespace Aigen.Storage;

/// <summary>What a finished write survives.</summary>
public enum Durability
{
    /// <summary>The end of the process, by whatever signal; a power cut may lose it.</summary>
    Process,

    /// <summary>A power cut: the write-ahead log is synced to the disk.</summary>
    Disk,
}
