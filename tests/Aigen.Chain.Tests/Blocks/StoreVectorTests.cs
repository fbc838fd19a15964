using System.Text.Json;
using Aigen.Chain.Tests.Support;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Blocks;

/// <summary>Every entry of the store after a small history: what one version writes, the next must read.</summary>
public sealed class StoreVectorTests : IDisposable
{
    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Store_AfterTheVectorsHistory_HasItsEntriesAndNoOthers()
    {
        Live();
        var expected = JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "store.json")));
        foreach (var column in Enum.GetValues<Column>())
        {
            Assert.Equal(
                expected.GetProperty(column.ToString()).EnumerateArray().Select(entry => $"{entry[0]} {entry[1]}"),
                _chain.Store.Scan(column).Select(entry => $"{Hex.Encode(entry.Key)} {Hex.Encode(entry.Value)}"));
        }
    }

    // One block with a transfer, a payment that buys credit, another wallet's transfer and a receipt; then one that waits, one that replaces it, and one behind a gap.
    private void Live()
    {
        _chain.Submit(_chain.Transfer(amount: 5));
        _chain.Submit(_chain.Call("""{"model_id":"m","max_tokens":1000}""", amount: 2));
        _chain.Submit(_chain.Transfer(from: 1, amount: 999_998), by: 1);
        var receipt = DevelopmentKeys.Producer.Sign(
            _chain.Receipt(TestChain.Wallets[2].Address, Funding.Quota, tokens: 7, price: 0) with { Id = Id() });
        _chain.Produce([receipt]);
        _chain.Submit(_chain.Transfer(amount: 6));
        _chain.Submit(_chain.Transfer(nonce: 2, amount: 7) with { Fee = new Fee(new Amount(1), new Amount(1), Amount.Zero) });
        _chain.Submit(_chain.Transfer(nonce: 9));
    }

    private static ReceiptId Id()
    {
        Assert.True(ReceiptId.TryParse("chatcmpl-000102030405060708090a0b0c0d0e0f", out var id));
        return id;
    }
}
