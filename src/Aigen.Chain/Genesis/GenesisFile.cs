using System.Text.Json;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Reads a genesis file. Whatever is wrong with it is told at once, each fault with its path in the file.</summary>
public static class GenesisFile
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static GenesisOutcome Load(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return GenesisOutcome.Faulty([new GenesisFault("$", e.Message)]);
        }
    }

    public static GenesisOutcome Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            return GenesisOutcome.Faulty([new GenesisFault("$", $"not JSON: {e.Message}")]);
        }
    }

    private static GenesisOutcome Read(JsonElement root)
    {
        var faults = new List<GenesisFault>();
        var file = new GenesisNode(root, "$", faults);
        file.OnlyKnown(
            "network", "development", "chain_id", "network_magic", "timestamp", "ceo_public_key", "ceo_wallet", "treasury", "producers",
            "allocations", "minimum_base_fee", "block_time_ms", "tiers", "prices");
        var spec = new ChainSpec
        {
            Network = file.Text("network"),
            IsDevelopment = file.Flag("development"),
            ChainId = file.Number("chain_id", 1, (1UL << 53) - 1),
            NetworkMagic = (uint)file.Number("network_magic", 1, uint.MaxValue),
            GenesisTime = (long)file.Number("timestamp", 0, 253_402_300_799),
            CeoPublicKey = file.PublicKey("ceo_public_key"),
            CeoWallet = file.Address("ceo_wallet"),
            Treasury = file.Address("treasury"),
            Producers = file.List("producers", 1, ReadProducer),
            Allocations = file.List("allocations", 0, ReadAllocation),
            MinimumBaseFee = new Amount(file.Number("minimum_base_fee", 1, ulong.MaxValue)),
            BlockTime = TimeSpan.FromMilliseconds(file.Number("block_time_ms", 100, 60_000)),
            Tiers = ReadTiers(file.Object("tiers")),
            Prices = ReadPrices(file.Object("prices")),
        };
        if (faults.Count == 0)
        {
            faults.AddRange(GenesisRules.Check(spec));
        }

        return faults.Count == 0 ? new GenesisOutcome(spec, []) : GenesisOutcome.Faulty(faults);
    }

    private static Producer ReadProducer(GenesisNode node)
    {
        node.OnlyKnown("public_key", "reward_address");
        return new Producer(node.PublicKey("public_key"), node.Address("reward_address"));
    }

    private static Allocation ReadAllocation(GenesisNode node)
    {
        node.OnlyKnown("address", "amount");
        return new Allocation(node.Address("address"), new Amount(node.Number("amount", 1, ulong.MaxValue)));
    }

    private static TierTable ReadTiers(GenesisNode node)
    {
        node.OnlyKnown("free", "basic", "pro", "unlimited");
        return new TierTable(
            ReadTerms(node.Object("free")), ReadTerms(node.Object("basic")), ReadTerms(node.Object("pro")), ReadTerms(node.Object("unlimited")));
    }

    private static TierTerms ReadTerms(GenesisNode node)
    {
        node.OnlyKnown("monthly_cost", "request_limit", "max_context");
        var limit = node.SignedNumber("request_limit", -1, 1_000_000_000);
        return new TierTerms(
            new Amount(node.Number("monthly_cost", 0, ulong.MaxValue / 12)), limit < 0 ? null : limit, (int)node.Number("max_context", 1, 1 << 24));
    }

    private static PriceList ReadPrices(GenesisNode node)
    {
        node.OnlyKnown("micro_aigen_per_token", "volume_discounts");
        return new PriceList((uint)node.Number("micro_aigen_per_token", 1, 1_000_000_000), node.List("volume_discounts", 0, ReadDiscount));
    }

    private static VolumeDiscount ReadDiscount(GenesisNode node)
    {
        node.OnlyKnown("above_tokens", "percent");
        return new VolumeDiscount(node.Number("above_tokens", 1, ulong.MaxValue - 1), (uint)node.Number("percent", 1, 99));
    }
}

/// <summary>The spec, or else every fault of the file.</summary>
public sealed record GenesisOutcome(ChainSpec? Spec, IReadOnlyList<GenesisFault> Faults)
{
    internal static GenesisOutcome Faulty(IReadOnlyList<GenesisFault> faults) => new(null, faults);
}

/// <param name="Path">Where in the file, as a JSON path.</param>
public sealed record GenesisFault(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
