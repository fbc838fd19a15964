using System.Text.Json;
using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain.Tests.Blocks;

/// <summary>The bytes of a block, a receipt and an order, which are hashed, signed and stored.</summary>
public class BlockVectorTests
{
    private static readonly JsonElement Vector = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "block.json"))).RootElement;

    [Fact]
    public void Encode_BlockOfTheVector_GivesItsBytesAndHashes()
    {
        var block = Make();
        Assert.Equal(Pinned("transaction_hash"), block.Transactions[0].Hash.ToString());
        Assert.Equal(Pinned("receipt_hash"), block.Receipts[0].Hash.ToString());
        Assert.Equal(Pinned("order_hash"), block.Orders[0].Hash.ToString());
        Assert.Equal(Pinned("block_hash"), block.Hash.ToString());
        Assert.Equal(Pinned("block"), Hex.Encode(block.Encode()));
    }

    [Fact]
    public void Encode_PinnedReceiptOfTheVector_GivesItsHashAndComesBack()
    {
        var receipt = Make().Receipts[0] with { IsPinned = true };
        Assert.Equal(Pinned("pinned_receipt_hash"), receipt.Hash.ToString());
        Assert.Equal(receipt, Receipt.Decode(receipt.Encode()));
    }

    [Fact]
    public void Encode_ReceiptOfEmbeddingsOfTheVector_GivesItsHashAndComesBack()
    {
        var receipt = Make().Receipts[0] with { IsPinned = true, End = CompletionEnd.Embedding };
        Assert.Equal(Pinned("embedding_receipt_hash"), receipt.Hash.ToString());
        Assert.Equal(receipt, Receipt.Decode(receipt.Encode()));
    }

    [Fact]
    public void Decode_BytesOfTheVector_GivesTheSameBlock()
    {
        Assert.True(Hex.TryDecode(Pinned("block"), out var bytes));
        var block = Block.Decode(bytes);
        Assert.Equal(Pinned("block_hash"), block.Hash.ToString());
        Assert.Equal(bytes, block.Encode());
        Assert.True(Ed25519.Verify(block.Receipts[0].Node, block.Receipts[0].Hash.Bytes, block.Receipts[0].Signature));
        Assert.True(Ed25519.Verify(block.Header.Producer, block.Hash.Bytes, block.ProducerSignature));
    }

    [Fact]
    public void Decode_CutAnywhere_IsInvalidData()
    {
        Assert.True(Hex.TryDecode(Pinned("block"), out var bytes));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Block.Decode(bytes.AsSpan(0, length)));
        }
    }

    private static string Pinned(string name) => Vector.GetProperty(name).GetString()!;

    private static Block Make()
    {
        var producer = DevelopmentKeys.Producer;
        var transaction = DevelopmentKeys.Accounts[0].Sign(new Transaction
        {
            Sender = Party.Of(DevelopmentKeys.Accounts[0].Address),
            Receiver = Party.Of(DevelopmentKeys.Accounts[1].Address),
            Amount = new Amount(100),
            Timestamp = 1_800_000_000,
            Nonce = 0,
            ChainId = 9944001,
            Fee = new Fee(new Amount(2), new Amount(3), new Amount(1)),
            Payload = [1, 2, 3],
        });
        var receipt = producer.Sign(new Receipt
        {
            Id = ReceiptId.From(Enumerable.Range(0, 16).Select(i => (byte)i).ToArray()),
            Payer = DevelopmentKeys.Accounts[0].Address,
            Model = Hash256.Of("model"u8),
            Request = Hash256.Of("request"u8),
            Output = Hash256.Of("output"u8),
            Sampling = new Sampling
            {
                MaxTokens = 100,
                TemperatureMillionths = 800_000,
                TopPMillionths = 950_000,
                TopK = 40,
                MinPMillionths = 50_000,
                RepeatPenaltyMillionths = 1_000_000,
                FrequencyPenaltyMillionths = -500_000,
                PresencePenaltyMillionths = 0,
                Seed = 42,
            },
            PromptTokens = 20,
            CachedTokens = 16,
            CompletionTokens = 10,
            End = CompletionEnd.Stop,
            Funding = Funding.Credit,
            Price = 30_000,
            Reservation = 120_000,
            Timestamp = 1_800_000_001,
            Node = default,
        });
        var unsigned = new ShutdownOrder(1_800_000_000, 1, "test", default);
        var order = unsigned with { Signature = DevelopmentKeys.Ceo.Sign(unsigned.MessageToSign(2711724449)) };
        var header = new BlockHeader
        {
            ChainId = 9944001,
            Height = 7,
            Timestamp = 1_800_000_002,
            PreviousHash = Hash256.Of("parent"u8),
            TransactionsRoot = MerkleTree.Root([transaction.Hash]),
            ReceiptsRoot = MerkleTree.Root([receipt.Hash]),
            OrdersRoot = MerkleTree.Root([order.Hash]),
            StateRoot = Hash256.Of("state"u8),
            Producer = producer.PublicKey,
            Shutdown = true,
        };
        return new Block(new SignedHeader(header, producer.Sign(header.Hash.Bytes)), [transaction], [receipt], [order]);
    }
}
