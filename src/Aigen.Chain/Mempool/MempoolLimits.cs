namespace Aigen.Chain;

/// <summary>How much waits for a block.</summary>
/// <param name="Transactions">In all, 1 or more; default 100,000.</param>
/// <param name="Bytes">Of all of them as they are stored, 64 KiB or more; default 128 MiB.</param>
/// <param name="PerSender">Of one sender, 1 or more; default 20,000.</param>
/// <param name="NonceGap">How far a nonce may be ahead of the next one expected, pending ones counted in; default 1,000.</param>
public sealed record MempoolLimits(int Transactions = 100_000, long Bytes = 128 << 20, int PerSender = 20_000, int NonceGap = 1_000);
