using System.Security.Cryptography;

namespace Aigen.Node.Store;

/// <summary>SHA-256 of files, as 64 lower-case hexadecimal digits.</summary>
internal static class FileHash
{
    private const int Digits = 64;

    public static bool IsHash(string text) => text.Length == Digits && text.All(char.IsAsciiHexDigit);

    /// <param name="show">Told how many bytes have been read.</param>
    public static async Task<string> ComputeAsync(string path, Action<long> show, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (var done = 0L; await file.ReadAsync(buffer, cancellationToken) is > 0 and var read; show(done))
        {
            hash.AppendData(buffer, 0, read);
            done += read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
