using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Fuzz;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Fuzz;

/// <summary>Blocks from elsewhere that are not what they should be: refused, without a trace, and the good one is taken after them.</summary>
public sealed class ForeignBlockTests : IDisposable
{
    private readonly BlockForge _forge = new();
    private readonly string _contents;
    private readonly SignedHeader _head;

    public ForeignBlockTests() => (_contents, _head) = (StoreContents.Of(_forge.Taker.Store), _forge.Taker.Ledger.Head);

    private Block Good => _forge.Good;

    public void Dispose() => _forge.Dispose();

    [Fact]
    public void Apply_LastLeafTwice_IsRefusedThoughTheRootsAreTheSame()
    {
        var transactions = Good with { Transactions = [.. Good.Transactions, Good.Transactions[^1]] };
        var receipts = Good with { Receipts = [.. Good.Receipts, Good.Receipts[^1]] };
        Assert.Equal(MerkleTree.Root(Good.Transactions.Select(t => t.Hash)), MerkleTree.Root(transactions.Transactions.Select(t => t.Hash)));
        Refused(transactions);
        Refused(receipts);
        TheGoodOneIsTaken();
    }

    [Fact]
    public void Apply_BodyThatIsNotTheHeaders_IsRefused()
    {
        Refused(Good with { Transactions = [.. Good.Transactions.Reverse()] }, "transactions root");
        Refused(Good with { Transactions = [] }, "transactions root");
        Refused(Good with { Receipts = [.. Good.Receipts.Skip(1)] }, "receipts root");
        Refused(Good with { Orders = [] }, "orders root");
        Refused(_forge.Taker.Ledger.Blocks.Find(1)! with { SignedHeader = Good.SignedHeader });
        Refused(Good with { SignedHeader = _head });
        TheGoodOneIsTaken();
    }

    [Fact]
    public void Apply_BodySealedAnewByTheProducer_IsHeldToEveryRule()
    {
        var (wallet, other) = (TestChain.Wallets[0].Address, TestChain.Wallets[1]);
        Refused(BlockForge.Seal(Good with { Transactions = [.. Good.Transactions.Reverse()] }), "nonce");
        Refused(BlockForge.Seal(Good with { Transactions = [.. Good.Transactions, Good.Transactions[0]] }), "nonce");
        Refused(BlockForge.Seal(Good with { Transactions = [.. Good.Transactions.Skip(1)] }), "nonce");
        Refused(BlockForge.Seal(Good with { Transactions = [.. Good.Transactions.SkipLast(1)] }), "state root");
        Refused(BlockForge.Seal(Good with { Receipts = [Good.Receipts[0], .. Good.Receipts] }), "settled already");
        Refused(BlockForge.Seal(Good with { Receipts = [] }), "state root");
        Refused(BlockForge.Seal(Good with { Orders = [Good.Orders[0], Good.Orders[0]] }), "already");
        Refused(_forge.With(transaction => transaction), "state root");
        Refused(_forge.With(transaction => transaction with { Nonce = 4 }), "nonce 4");
        Refused(_forge.With(transaction => transaction with { Nonce = ulong.MaxValue }), "nonce");
        Refused(_forge.With(transaction => transaction with { Amount = new Amount(999_999) }), "balance");
        Refused(_forge.With(transaction => transaction with { Amount = new Amount(ulong.MaxValue) }), "balance");
        Refused(_forge.With(transaction => transaction, by: other), "sender_public_key");
        Refused(_forge.With(transaction => transaction with { ChainId = 1 }), "chain_id");
        Refused(_forge.With(transaction => transaction with { Receiver = Party.Of(wallet) }), "both");
        Refused(_forge.With(transaction => transaction with { Timestamp = long.MinValue }), "timestamp");
        Refused(_forge.With(transaction => transaction with { Timestamp = long.MaxValue }), "timestamp");
        Refused(_forge.With(transaction => transaction with { Fee = new Fee(new Amount(1), new Amount(ulong.MaxValue), Amount.Zero) }), "fee");
        Refused(_forge.With(transaction => transaction with { Fee = new Fee(new Amount(1), Amount.Zero, new Amount(2)) }), "fee_burn");
        Refused(_forge.With(transaction => transaction with { Payload = new byte[16_385] }), "payload");
        Refused(_forge.With(transaction => transaction with { CeoSignature = transaction.Signature }), "ceo_signature");
        Refused(_forge.WithForged(transaction => transaction with { Signature = default }), "signature");
        Refused(_forge.WithForged(transaction => transaction with { Amount = new Amount(2) }), "signature");
        TheGoodOneIsTaken();
    }

    [Theory]
    [InlineData("""{"tier":"+7","duration_months":1}""")]
    [InlineData("""{"tier":"\ud800","duration_months":1}""")]
    [InlineData("""{"max_tokens":1e3}""")]
    [InlineData("""{"proposal_id":"SIP-1","proposal_hash":"0x00"}""")]
    [InlineData("{")]
    public void Apply_PayloadThatMeansNothing_IsRefused(string payload)
    {
        Refused(_forge.With(transaction => transaction with
        {
            Receiver = Party.Of(TestChain.Spec.CeoWallet),
            Payload = System.Text.Encoding.UTF8.GetBytes(payload),
        }), "payload");
        TheGoodOneIsTaken();
    }

    [Fact]
    public void Apply_ReceiptThatNoDeskWrites_IsRefused()
    {
        Refused(_forge.With(receipt => receipt with { Price = 1, Reservation = 1 }), "price");
        Refused(_forge.With(receipt => receipt with { Funding = Funding.Credit }), "price");
        Refused(_forge.With(receipt => receipt with { Funding = Funding.Credit, CompletionTokens = 2_000_000, Price = 1_620_000_000, Reservation = ulong.MaxValue }));
        Refused(_forge.With(receipt => receipt with { Id = Good.Receipts[0].Id }), "settled already");
        Refused(_forge.With(receipt => receipt with { Timestamp = long.MaxValue }), "timestamp");
        Refused(_forge.With(receipt => receipt with { Timestamp = -1 }), "timestamp");
        Refused(BlockForge.Seal(Good with { Receipts = [Good.Receipts[0] with { Signature = default }, .. Good.Receipts.Skip(1)] }), "signature");
        Refused(BlockForge.Seal(Good with { Receipts = [TestChain.Wallets[0].Sign(_forge.Quota(1))] }), "no producer");
        TheGoodOneIsTaken();
    }

    [Fact]
    public void Apply_OrderThatTheCeoDidNotGive_IsRefused()
    {
        Refused(_forge.With(new ShutdownOrder(TestChain.Start, 1, "forged", default)), "signature");
        Refused(_forge.With(Shutdown(TestChain.Start - 301, "late")), "timestamp");
        Refused(_forge.With(Shutdown(long.MinValue, "late")), "timestamp");
        Refused(_forge.With(Shutdown(long.MaxValue, "early")), "timestamp");
        Refused(_forge.With(Shutdown(TestChain.Start, new string('x', 1025))), "reason");
        Refused(_forge.With(Shutdown(TestChain.Start, "good")), "shut down");
        Refused(_forge.With(new SipDecisionOrder("no such", true, default)), "no proposal");
        Refused(_forge.With(new SipDecisionOrder(new string('x', 70), true, default)), "no proposal");
        Refused(_forge.With(new SipDecisionOrder("SIP-1", false, default)), "signature");
        TheGoodOneIsTaken();
    }

    [Fact]
    public void Apply_TimeBeyondTheCalendar_IsRefused()
    {
        foreach (var time in new[] { long.MaxValue, long.MaxValue - 86_400, 253_402_300_800, long.MinValue, 0, TestChain.Start - 1 })
        {
            Refused(BlockForge.Seal(Good, header => header with { Timestamp = time }), "timestamp");
            Refused(BlockForge.Seal(Good with { Transactions = [], Orders = [] }, header => header with { Timestamp = time }), "timestamp");
        }

        TheGoodOneIsTaken();
    }

    [Fact]
    public void Apply_AnyHeaderFieldChanged_IsRefused()
    {
        FuzzRun.Cases(1_000, random =>
        {
            var bad = random.Next(4) == 0
                ? Good with { SignedHeader = new SignedHeader(Bend(Good.Header, random), Good.ProducerSignature) }
                : BlockForge.Seal(Good, header => Bend(header, random));
            if (bad.Header != Good.Header)
            {
                Refuse(bad, string.Empty);
            }
        });
        TheGoodOneIsTaken();
    }

    [Fact]
    public void Apply_AnyBytesChanged_IsRefused()
    {
        var good = Good.Encode();
        FuzzRun.Cases(5_000, random =>
        {
            var bytes = ByteMutation.Bend(good, random);
            try
            {
                if (!bytes.AsSpan().SequenceEqual(good))
                {
                    Refuse(Block.Decode(bytes), string.Empty);
                }
            }
            catch (InvalidDataException)
            {
                // Not even a block.
            }
        });
        TheGoodOneIsTaken();
    }

    private static BlockHeader Bend(BlockHeader header, Random random)
    {
        var hash = Hash256.From(ByteMutation.Noise(Hash256.Length, random));
        var number = random.Next(2) == 0 ? (ulong)random.Next(5) : (ulong)random.NextInt64(long.MinValue, long.MaxValue);
        return random.Next(11) switch
        {
            0 => header with { Version = (uint)number },
            1 => header with { ChainId = number },
            2 => header with { Height = number },
            3 => header with { Timestamp = random.Next(2) == 0 ? (long)number : header.Timestamp + random.Next(-90_000, 90_000) },
            4 => header with { PreviousHash = random.Next(2) == 0 ? hash : header.StateRoot },
            5 => header with { TransactionsRoot = random.Next(2) == 0 ? hash : header.ReceiptsRoot },
            6 => header with { ReceiptsRoot = random.Next(2) == 0 ? hash : MerkleTree.EmptyRoot },
            7 => header with { OrdersRoot = random.Next(2) == 0 ? hash : MerkleTree.EmptyRoot },
            8 => header with { StateRoot = random.Next(2) == 0 ? hash : Hash256.Zero },
            9 => header with { Producer = random.Next(2) == 0 ? PublicKey.From(hash.Bytes) : TestChain.Wallets[0].PublicKey },
            _ => header with { Shutdown = !header.Shutdown },
        };
    }

    private static ShutdownOrder Shutdown(long time, string reason)
    {
        var order = new ShutdownOrder(time, 1, reason, default);
        return order with { Signature = DevelopmentKeys.Ceo.Sign(order.MessageToSign(TestChain.Spec.NetworkMagic)) };
    }

    private void Refused(Block bad, string reason = "")
    {
        Refuse(Block.Decode(bad.Encode()), reason);
        Assert.Equal(_contents, StoreContents.Of(_forge.Taker.Store));
    }

    private void Refuse(Block bad, string reason)
    {
        var refusal = Assert.Throws<LedgerException>(() => _forge.Taker.Ledger.Apply(bad));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(_head, _forge.Taker.Ledger.Head);
    }

    private void TheGoodOneIsTaken()
    {
        Assert.Equal(_contents, StoreContents.Of(_forge.Taker.Store));
        _forge.Taker.Ledger.Apply(Block.Decode(Good.Encode()));
        Assert.Equal(Good.Hash, _forge.Taker.Ledger.Head.Hash);
        _forge.Taker.Restart();
        Assert.Equal(Good.Hash, _forge.Taker.Ledger.Head.Hash);
    }
}
