using System.Collections.Concurrent;
using System.Diagnostics;
using Aigen.Crypto;
using Aigen.Crypto.Native;
using Aigen.Primitives;

namespace Aigen.Bench;

/// <summary>Ed25519 signatures a second on this machine, nothing else done.</summary>
internal static class VerifyRate
{
    // Half a second or more of one core's work.
    private const int Signatures = 20_000;

    // What the intake checks together.
    private const int Batch = 256;

    /// <summary>libsodium's own crypto_sign_verify_detached, one signature at a time.</summary>
    public static double Libsodium(Transaction[] transfers, int threads) => Measure(transfers, threads, static items =>
    {
        var good = true;
        foreach (var (key, hash, signature) in items)
        {
            good &= Sodium.crypto_sign_ed25519_verify_detached(signature.Bytes, hash.Bytes, Hash256.Length, key.Bytes) == 0;
        }

        return good;
    });

    /// <summary>The project's verification of many signatures together.</summary>
    public static double Batches(Transaction[] transfers, int threads) => Measure(transfers, threads, static items =>
    {
        Span<bool> valid = stackalloc bool[Batch];
        SignatureBatch.Verify(items, valid);
        return !valid[..items.Length].Contains(false);
    });

    private static double Measure(Transaction[] transfers, int threads, Func<ReadOnlySpan<SignedHash>, bool> verify)
    {
        SignedHash[] items = [.. transfers.Take(Signatures).Select(transfer => new SignedHash(transfer.SenderPublicKey, transfer.Hash, transfer.Signature))];
        var clock = Stopwatch.StartNew();
        Parallel.ForEach(Partitioner.Create(0, items.Length, Batch), new ParallelOptions { MaxDegreeOfParallelism = threads }, range =>
        {
            if (!verify(items.AsSpan(range.Item1..range.Item2)))
            {
                throw new InvalidOperationException("A signature that was made here is wrong.");
            }
        });
        return items.Length / clock.Elapsed.TotalSeconds;
    }
}
