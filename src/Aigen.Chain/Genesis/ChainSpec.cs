using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>The rules of one network, as its genesis file states them. Two nodes with the same spec have the same genesis block.</summary>
public sealed record ChainSpec
{
    private static ReadOnlySpan<byte> Tag => "aigen-genesis-1"u8;

    /// <summary>The network's name: letters, digits and dashes.</summary>
    public required string Network { get; init; }

    /// <summary>A development network: the published CEO test key is allowed and the producer's key is well known.</summary>
    public required bool IsDevelopment { get; init; }

    /// <summary>Below 2^53, so that JavaScript reads it exactly.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>Part of every message that the CEO signs, so that an order for one network is void on another.</summary>
    public required uint NetworkMagic { get; init; }

    /// <summary>Unix seconds; the time of block 0.</summary>
    public required long GenesisTime { get; init; }

    public required PublicKey CeoPublicKey { get; init; }

    /// <summary>Receives payments; the CEO key spends from it.</summary>
    public required Address CeoWallet { get; init; }

    public required Address Treasury { get; init; }

    public required IReadOnlyList<Producer> Producers { get; init; }

    public required IReadOnlyList<Allocation> Allocations { get; init; }

    /// <summary>The least base fee of a transaction, at least 1 AIGEN.</summary>
    public required Amount MinimumBaseFee { get; init; }

    /// <summary>The least time between two blocks that nothing urgent waits for.</summary>
    public required TimeSpan BlockTime { get; init; }

    public required TierTable Tiers { get; init; }

    public required PriceList Prices { get; init; }

    /// <summary>The hash of the genesis file's content; the parent hash of block 0.</summary>
    public Hash256 Hash
    {
        get
        {
            var writer = new WireWriter().Raw(Tag).Text(Network).Flag(IsDevelopment).UInt64(ChainId).UInt32(NetworkMagic)
                .Int64(GenesisTime).Raw(CeoPublicKey.Bytes).Raw(CeoWallet.Bytes).Raw(Treasury.Bytes)
                .List(Producers, static (w, producer) => w.Raw(producer.PublicKey.Bytes).Raw(producer.RewardAddress.Bytes))
                .List(Allocations, static (w, allocation) => w.Raw(allocation.Address.Bytes).UInt64(allocation.Amount.Aigen))
                .UInt64(MinimumBaseFee.Aigen).UInt64((ulong)BlockTime.TotalMilliseconds);
            Tiers.WriteTo(writer);
            Prices.WriteTo(writer);
            return writer.Hash();
        }
    }

    public Producer? FindProducer(PublicKey key) => Producers.FirstOrDefault(producer => producer.PublicKey == key);
}

/// <summary>Who may sign blocks and receipts, and where the fees of its blocks go.</summary>
public sealed record Producer(PublicKey PublicKey, Address RewardAddress);

/// <summary>AIGEN that exist from the start.</summary>
public sealed record Allocation(Address Address, Amount Amount);
