namespace Aigen.Chain;

/// <summary>How much a producer puts into one block.</summary>
internal static class BlockLimits
{
    // One second of what two cores can verify (35,000-40,000 signatures/s) stays well under this at a block a second.
    public const int Transactions = 40_000;

    // Blocks are held in memory while they are made, stored and served.
    public const int TransactionBytes = 16 << 20;

    public const int Receipts = 10_000;
}
