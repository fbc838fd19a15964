namespace Aigen.Storage.Native;

/// <summary>What RocksDB's messages mean: its C API tells errors in words alone.</summary>
internal static class RocksFaults
{
    public static StoreFault Of(string message) => message switch
    {
        _ when message.Contains("lock file", StringComparison.Ordinal) || message.Contains("lock hold by", StringComparison.Ordinal) =>
            StoreFault.Locked,
        _ when message.Contains("Column famil", StringComparison.Ordinal) => StoreFault.Foreign,
        _ when message.StartsWith("Corruption:", StringComparison.Ordinal) => StoreFault.Damaged,

        // Of a file that the database says it has: we name none ourselves.
        _ when message.StartsWith("IO error: No such file or directory", StringComparison.Ordinal) => StoreFault.Damaged,
        _ => StoreFault.Failed,
    };
}
