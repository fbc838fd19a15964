using System.Security.Cryptography;

namespace Aigen.Inference;

/// <summary>SHA-256 of a file, computed on a thread of its own.</summary>
internal static class FileDigest
{
    private const int BufferSize = 1 << 20;

    public static Task<string> ComputeSha256Async(string path, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            () => Compute(path, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static string Compute(string path, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
