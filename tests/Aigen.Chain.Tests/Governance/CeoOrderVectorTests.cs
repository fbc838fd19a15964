using System.Text.Json;
using Aigen.Chain.Tests.Support;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Governance;

/// <summary>The bytes of releases, decisions on upgrades, votes and signed reads, by a program that shares nothing with this one.</summary>
public sealed class CeoOrderVectorTests
{
    private const long Signed = TestChain.Start;

    private static readonly JsonElement Vector = JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "ceo-orders.json")));

    // In the order in which they are carried out.
    private static readonly (string Name, DatedOrder Order)[] Orders =
    [
        ("first", new ReleaseOrder(Signed, "qwen", "1.0", "Qwen: a model", 1000, [Shard(1)], true, "pro", false, default)),
        ("upgrade", new ReleaseOrder(Signed, "qwen", "2.0", "Größer", 3000, [Shard(2), Shard(3)], false, "", true, default)),
        ("other", new ReleaseOrder(Signed, "qwen", "3.0", "Qwen 3", 5000, [Shard(3)], false, "free", false, default)),
        ("vote", new VoteOrder(Signed, "qwen@2.0", GovernanceVote.Approve, default)),
        ("abstention", new VoteOrder(Signed, "qwen@3.0", GovernanceVote.Abstain, default)),
        ("approve", new UpgradeDecisionOrder(Signed, "qwen@2.0", null, default)),
        ("reject", new UpgradeDecisionOrder(Signed, "qwen@3.0", "too large: 5 kB", default)),
    ];

    [Fact]
    public void Orders_OfTheVector_HaveItsMessagesSignaturesBytesAndHashes() => Assert.All(Orders, pair =>
    {
        var (expected, order) = (Vector.GetProperty("orders").GetProperty(pair.Name), Sign(pair.Order));
        Assert.Equal(expected.GetProperty("message").GetString(), System.Text.Encoding.UTF8.GetString(pair.Order.MessageToSign(TestChain.Spec.NetworkMagic)));
        Assert.Equal(expected.GetProperty("signature").GetString(), order.Signature.ToString());
        var writer = new WireWriter();
        order.WriteTo(writer);
        Assert.Equal(expected.GetProperty("order").GetString(), Hex.Encode(writer.Written));
        Assert.Equal(expected.GetProperty("order_hash").GetString(), order.Hash.ToString());
    });

    [Theory]
    [InlineData(CeoRead.Health, "health")]
    [InlineData(CeoRead.Metrics, "metrics")]
    public void Reads_OfTheVector_HaveItsMessagesAndSignatures(CeoRead read, string name)
    {
        var expected = Vector.GetProperty("reads").GetProperty(name);
        var message = CeoReads.MessageToSign(read, TestChain.Spec.NetworkMagic, Signed);
        Assert.Equal(expected.GetProperty("message").GetString(), System.Text.Encoding.UTF8.GetString(message));
        Assert.Equal(expected.GetProperty("signature").GetString(), DevelopmentKeys.Ceo.Sign(message).ToString());
    }

    [Fact]
    public void Produce_OrdersOfTheVector_LeaveItsState()
    {
        using var chain = new TestChain();
        chain.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Empty(chain.Produce(orders: [.. Orders.Select(pair => Sign(pair.Order))]).RefusedOrders);
        foreach (var row in Vector.GetProperty("state").EnumerateArray())
        {
            Assert.True(Hex.TryDecode(row[0].GetString(), out var key));
            Assert.Equal(row[1].GetString(), Hex.Encode(chain.Ledger.State.Get(StateKey.From(key))));
        }
    }

    private static Hash256 Shard(int number) => Hash256.Of(System.Text.Encoding.UTF8.GetBytes($"shard {number}"));

    private static CeoOrder Sign(DatedOrder order) => order with { Signature = DevelopmentKeys.Ceo.Sign(order.MessageToSign(TestChain.Spec.NetworkMagic)) };
}
