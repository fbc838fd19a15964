using System.Text.Json;
using Aigen.Chain;

namespace Aigen.Faults.Tests.Support;

/// <summary>What the blocks say that everybody has: a fold over them, with the rules of money written down a second time.</summary>
internal sealed class ChainModel(ChainSpec spec)
{
    private readonly Dictionary<string, (ulong Balance, ulong Nonce)> _accounts =
        spec.Allocations.ToDictionary(allocation => allocation.Address.ToString(), allocation => (allocation.Amount.Aigen, 0UL));

    private readonly List<string> _hashes = [];

    public HashSet<string> Included { get; } = [];

    public HashSet<string> Receipts { get; } = [];

    public ulong Burned { get; private set; }

    /// <summary>How many blocks are known, the genesis block among them.</summary>
    public int Count => _hashes.Count;

    public string? Head => _hashes.Count > 0 ? _hashes[^1] : null;

    public string HashAt(int height) => _hashes[height];

    public (ulong Balance, ulong Nonce) Account(string address) => _accounts.GetValueOrDefault(address);

    public ulong Total => _accounts.Values.Aggregate(0UL, (sum, account) => sum + account.Balance);

    public void Add(JsonElement block)
    {
        var header = block.GetProperty("header");
        Assert.Equal((ulong)Count, header.GetProperty("block_height").GetUInt64());
        if (Head is { } head) Assert.Equal(head, header.GetProperty("previous_hash").GetString());
        foreach (var transaction in block.GetProperty("transactions").EnumerateArray()) Add(transaction, block);
        foreach (var receipt in block.GetProperty("receipts").EnumerateArray())
        {
            Assert.True(Receipts.Add(receipt.GetProperty("id").GetString()!), $"a receipt is twice in the chain: {receipt.GetRawText()}");
        }

        _hashes.Add(block.GetProperty("block_hash").GetString()!);
    }

    private void Add(JsonElement transaction, JsonElement block)
    {
        Assert.True(Included.Add(Text(transaction, "tx_hash")), $"a transaction is twice in the chain: {transaction.GetRawText()}");
        var (amount, burn) = (Number(transaction, "amount"), Number(transaction, "fee_burn"));
        var fee = Number(transaction, "fee_base") + Number(transaction, "fee_priority");
        var sender = Account(Text(transaction, "sender"));
        Assert.True(
            sender.Nonce == Number(transaction, "nonce") && sender.Balance >= amount + fee,
            $"nonce {sender.Nonce} and balance {sender.Balance} do not allow {transaction.GetRawText()}");
        _accounts[Text(transaction, "sender")] = (sender.Balance - amount - fee, sender.Nonce + 1);
        Pay(Text(transaction, "receiver"), amount);
        var producer = block.GetProperty("header").GetProperty("producer").GetString();
        Pay(spec.Producers.Single(one => one.PublicKey.ToString() == producer).RewardAddress.ToString(), fee - burn);
        Burned += burn;
    }

    private void Pay(string to, ulong amount) => _accounts[to] = (Account(to).Balance + amount, Account(to).Nonce);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static ulong Number(JsonElement element, string name) => element.GetProperty(name).GetUInt64();
}
