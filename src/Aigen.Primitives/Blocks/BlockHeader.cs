using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>What a producer signs: the roots of everything in the block and of the state after it.</summary>
public sealed record BlockHeader
{
    public const uint CurrentVersion = 1;

    private static ReadOnlySpan<byte> Tag => "aigen-block-1"u8;

    public uint Version { get; init; } = CurrentVersion;

    public required ulong ChainId { get; init; }

    public required ulong Height { get; init; }

    /// <summary>Unix seconds; never before the parent's.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The parent's hash; for the genesis block the hash of the genesis file's content.</summary>
    public required Hash256 PreviousHash { get; init; }

    public required Hash256 TransactionsRoot { get; init; }

    public required Hash256 ReceiptsRoot { get; init; }

    public required Hash256 OrdersRoot { get; init; }

    /// <summary>The root of the state tree after this block.</summary>
    public required Hash256 StateRoot { get; init; }

    public required PublicKey Producer { get; init; }

    /// <summary>The network is shut down as of this block.</summary>
    public required bool Shutdown { get; init; }

    public Hash256 Hash
    {
        get
        {
            var writer = new WireWriter().Raw(Tag);
            WriteTo(writer);
            return writer.Hash();
        }
    }

    public void WriteTo(WireWriter writer) => writer
        .UInt32(Version).UInt64(ChainId).UInt64(Height).Int64(Timestamp).Raw(PreviousHash.Bytes).Raw(TransactionsRoot.Bytes)
        .Raw(ReceiptsRoot.Bytes).Raw(OrdersRoot.Bytes).Raw(StateRoot.Bytes).Raw(Producer.Bytes).Flag(Shutdown);

    public static BlockHeader ReadFrom(ref WireReader reader) => new()
    {
        Version = reader.UInt32(),
        ChainId = reader.UInt64(),
        Height = reader.UInt64(),
        Timestamp = reader.Int64(),
        PreviousHash = reader.Hash(),
        TransactionsRoot = reader.Hash(),
        ReceiptsRoot = reader.Hash(),
        OrdersRoot = reader.Hash(),
        StateRoot = reader.Hash(),
        Producer = reader.PublicKey(),
        Shutdown = reader.Flag(),
    };
}
