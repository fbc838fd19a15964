using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Bench;

/// <summary>The development network with wallets of its own, as many as a benchmark asks for.</summary>
internal sealed class BenchNetwork
{
    // A million transfers of 1 AIGEN and a fee of 1 from each; a thousand such wallets still fit the supply.
    private const ulong Funds = 2_000_000;

    private readonly byte[] _genesis;

    private BenchNetwork(SigningKey[] wallets)
    {
        var file = JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json")))!;
        file["allocations"] = new JsonArray([.. wallets.Select(wallet => new JsonObject { ["address"] = $"{wallet.Address}", ["amount"] = Funds })]);
        _genesis = System.Text.Encoding.UTF8.GetBytes(file.ToJsonString());
        Wallets = wallets;
        Spec = GenesisFile.Parse(_genesis).Spec!;
    }

    public IReadOnlyList<SigningKey> Wallets { get; }

    public ChainSpec Spec { get; }

    public static BenchNetwork Of(int wallets) => new([.. Enumerable.Range(1, wallets).Select(Wallet)]);

    public void WriteGenesis(string file) => File.WriteAllBytes(file, _genesis);

    /// <summary>Transfers of all wallets in turn, each from the nonce on.</summary>
    public Transaction[] Sign(int count, Func<int, Address> receiver, ulong nonce = 0)
    {
        var transfers = new Transaction[count];
        Parallel.For(0, count, i => transfers[i] = Wallets[i % Wallets.Count].Sign(Transfer(i, receiver(i), nonce)));
        return transfers;
    }

    /// <summary>The same without keys and signatures, for whoever does not check them.</summary>
    public Transaction Transfer(int index, Address receiver, ulong nonce = 0) => new()
    {
        Sender = Party.Of(Wallets[index % Wallets.Count].Address),
        Receiver = Party.Of(receiver),
        Amount = new Amount(1),
        Timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        Nonce = nonce + (ulong)(index / Wallets.Count),
        ChainId = Spec.ChainId,
        Fee = new Fee(new Amount(1), Amount.Zero, Amount.Zero),
    };

    /// <summary>The wallet after the sender's.</summary>
    public Address Neighbour(int index) => Wallets[(index + 1) % Wallets.Count].Address;

    // Seeds that begin with their number: the same wallets in every run, and none of them the development network's own.
    private static SigningKey Wallet(int number)
    {
        var seed = new byte[Ed25519.SeedLength];
        BinaryPrimitives.WriteInt32BigEndian(seed, number);
        return SigningKey.FromSeed(seed);
    }
}
