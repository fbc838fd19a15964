using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Fuzz;

/// <summary>A chain that makes blocks, one that takes them, and a good block with everything in it that the second one has yet to see.</summary>
internal sealed class BlockForge : IDisposable
{
    public static readonly Hash256 Document = Hash256.Of([5]);

    private readonly TestChain _maker = new();

    public BlockForge()
    {
        var payment = _maker.Submit(_maker.Call("""{"max_tokens":3000}""", amount: 3, from: 1), by: 1);
        var proposal = _maker.Submit(_maker.Call($$"""{"proposal_id":"SIP-1","proposal_hash":"{{Document}}"}""", amount: 0, from: 2), by: 2);
        Assert.True(payment.IsNew && proposal.IsNew);
        Taker.Ledger.Apply(_maker.Produce().Block);
        _maker.Time.Advance(TimeSpan.FromSeconds(5));
        for (var i = 0; i < 3; i++)
        {
            _maker.Submit(_maker.Transfer(amount: (ulong)(10 + i)));
        }

        var order = new SipDecisionOrder("SIP-1", true, default);
        Good = _maker.Produce(
            [Quota(3), Quota(4), _maker.Receipt(TestChain.Wallets[1].Address, Funding.Credit, tokens: 20, price: 20_000)],
            [order with { Signature = DevelopmentKeys.Ceo.Sign(order.MessageToSign(Document)) }]).Block;
        Assert.Equal((3, 3, 1), (Good.Transactions.Count, Good.Receipts.Count, Good.Orders.Count));
    }

    public TestChain Taker { get; } = new();

    public Block Good { get; }

    public void Dispose()
    {
        _maker.Dispose();
        Taker.Dispose();
    }

    /// <summary>The block with a changed body, its roots made anew, and signed by the producer: only the rules can tell.</summary>
    public static Block Seal(Block block, Func<BlockHeader, BlockHeader>? change = null)
    {
        var header = block.Header with
        {
            TransactionsRoot = MerkleTree.Root(block.Transactions.Select(transaction => transaction.Hash)),
            ReceiptsRoot = MerkleTree.Root(block.Receipts.Select(receipt => receipt.Hash)),
            OrdersRoot = MerkleTree.Root(block.Orders.Select(order => order.Hash)),
        };
        header = change is null ? header : change(header);
        return block with { SignedHeader = new SignedHeader(header, DevelopmentKeys.Producer.Sign(header.Hash.Bytes)) };
    }

    /// <summary>A transaction of the wallet after those of the good block, for a test to bend.</summary>
    public Block With(Func<Transaction, Transaction> bend, SigningKey? by = null)
    {
        var next = _maker.Transfer(nonce: 3);
        return Seal(Good with { Transactions = [.. Good.Transactions, (by ?? TestChain.Wallets[0]).Sign(bend(next))] });
    }

    /// <summary>The same, changed after it was signed.</summary>
    public Block WithForged(Func<Transaction, Transaction> bend) =>
        Seal(Good with { Transactions = [.. Good.Transactions, bend(TestChain.Wallets[0].Sign(_maker.Transfer(nonce: 3)))] });

    public Block With(Func<Receipt, Receipt> bend) => Seal(Good with { Receipts = [.. Good.Receipts, DevelopmentKeys.Producer.Sign(bend(Quota(1)))] });

    public Block With(CeoOrder order) => Seal(Good with { Orders = [.. Good.Orders, order] });

    public Receipt Quota(uint tokens) => _maker.Receipt(TestChain.Wallets[1].Address, Funding.Quota, tokens, price: 0);
}
