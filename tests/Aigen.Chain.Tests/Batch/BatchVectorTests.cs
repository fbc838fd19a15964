using System.Text.Json;
using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain.Tests.Batch;

/// <summary>What a payment for a job is hashed to and stored as, byte for byte as another program made it.</summary>
public sealed class BatchVectorTests : IDisposable
{
    private static readonly JsonElement Vector =
        JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "batch.json")));

    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Payment_OfTheVector_IsItsJobAndEntry()
    {
        var (expected, state) = (Vector.GetProperty("payment"), Vector.GetProperty("state"));
        var payment = TestChain.Wallets[0].Sign(_chain.Call(Text(expected, "payload"), expected.GetProperty("amount").GetUInt64()));
        Assert.Equal(Vector.GetProperty("timestamp").GetInt64(), payment.Timestamp);

        var job = _chain.Include(payment);

        Assert.Equal(Text(expected, "job_id"), job.ToString());
        Assert.Equal(Text(expected, "receipt_id"), BatchPayment.ReceiptOf(job).ToString());
        var key = StateKey.Batch(BatchPayment.ReceiptOf(job));
        Assert.Equal(Text(state, "key"), Hex.Encode(key.Bytes));
        Assert.Equal(Text(state, "open"), Hex.Encode(_chain.Ledger.State.Get(key)!));
        _chain.Produce([Failed(job)]);
        Assert.Equal(Text(state, "given_back"), Hex.Encode(_chain.Ledger.State.Get(key)!));
    }

    [Fact]
    public void Receipt_OfTheVectorsFailedJob_HasItsBytesAndHash()
    {
        var expected = Vector.GetProperty("failed_receipt");
        var receipt = Failed(Hash256.Parse(Text(Vector.GetProperty("payment"), "job_id"))) with { Node = PublicKey.Parse(Text(Vector, "node")) };
        Assert.Equal(Text(expected, "body"), Hex.Encode(receipt.Encode().AsSpan(..^Signature.Length)));
        Assert.Equal(Text(expected, "hash"), receipt.Hash.ToString());
    }

    private Receipt Failed(Hash256 job) => _chain.Failed(job).But(receipt => receipt with
    {
        Model = default,
        Output = Hash256.Of([]),
        Sampling = Sampling.None,
        Reservation = 3_000_000,
    });

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
