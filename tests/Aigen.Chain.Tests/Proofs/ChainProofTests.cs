using Aigen.Chain.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Proofs;

public sealed class ChainProofTests : IDisposable
{
    private readonly ProofChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Verify_EverythingInEveryBlock_Holds()
    {
        foreach (var block in _chain.Headers.Select(header => _chain.Block(header.Height)))
        {
            Assert.All(block.Transactions, transaction => Holds(_chain.Prove(transaction.Hash).Proof!));
            Assert.All(block.Receipts, receipt => Holds(_chain.Prove(receipt.Id).Proof!));
        }
    }

    [Fact]
    public void Verify_EveryAccountAndNone_Holds()
    {
        Assert.All(TestChain.Wallets, wallet => Holds(_chain.Prove(wallet.Address)));
        Holds(_chain.Prove(ProofChain.Nobody));
    }

    [Fact]
    public void Verify_TransactionOfAFullBlock_IsProvenAmongItsNeighbours()
    {
        for (var i = 0; i < 130; i++)
        {
            _chain.Chain.Submit(_chain.Chain.Transfer(from: 6), by: 6);
        }

        var block = _chain.Chain.Produce().Block;
        Assert.All(block.Transactions, transaction => Holds(_chain.Prove(transaction.Hash).Proof!));
    }

    [Fact]
    public void Statements_OfEachKind_SayWhatIsProven()
    {
        var (transaction, receipt) = (_chain.Block(2).Transactions[4], _chain.Block(2).Receipts[2]);
        var statements = _chain.OneOfEach().Select(proof => _chain.Verify(proof).Statements[0]).ToList();
        Assert.Equal(
            [
                $"block 2 of network dev (2027-01-15T08:00:02Z) holds transaction {transaction.Hash} at index 4: {transaction.Sender.Address} pays {transaction.Amount} to {transaction.Receiver.Address}",
                $"block 2 of network dev (2027-01-15T08:00:02Z) holds receipt {receipt.Id} at index 2: node {receipt.Node} answered {receipt.Payer} with 10 tokens to 0, on the monthly quota",
                $"after block 3 of network dev (2027-01-15T08:00:03Z) {TestChain.Wallets[0].Address} has 999991 AIGEN and the next nonce 2",
                $"after block 3 of network dev (2027-01-15T08:00:03Z) {ProofChain.Nobody} has no account: balance 0, nonce 0",
            ],
            statements);
    }

    [Fact]
    public void Statements_WithAndWithoutHeaders_SayWhatTheHeaderRestsOn()
    {
        var proof = _chain.OneOfEach()[0];
        Assert.Contains("in an unbroken chain of 4 headers from the genesis hash", _chain.Verify(proof).Statements[1], StringComparison.Ordinal);
        Assert.Contains("rests on the signature of producer", _chain.Verify(proof, withHeaders: false).Statements[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WithGenesisHashAndProducerAlone_Holds()
    {
        var trust = TrustAnchor.Of(TestChain.Spec.Hash, DevelopmentKeys.Producer.PublicKey);
        Assert.All(_chain.OneOfEach(), proof => Assert.Null(ProofVerifier.Verify(proof, trust, _chain.Headers).Failure));
    }

    [Fact]
    public void Prove_UnknownOrPruned_SaysTheNumbers()
    {
        var (pruned, receipt) = (_chain.Block(1).Transactions[0], _chain.Block(2).Receipts[0]);
        Assert.Equal($"transaction {Hash256.Zero} is in no block up to 3", _chain.Prove(Hash256.Zero).Refusal!.Message);
        _chain.Prune(1);
        _chain.Prune(2);
        Assert.Equal(
            $"transaction {pruned.Hash} is in none of the blocks 3 to 3; those before were pruned", _chain.Prove(pruned.Hash).Refusal!.Message);
        var refusal = _chain.Prove(receipt.Id).Refusal!;
        Assert.Equal((RefusalRule.Pruned, $"receipt {receipt.Id} is in block 2, and blocks up to 2 were pruned"), (refusal.Rule, refusal.Message));
    }

    [Fact]
    public void History_OfPrunedBlocks_EndsBeforeThem()
    {
        var wallet = TestChain.Wallets[0].Address;
        Assert.Equal([2UL, 1UL], _chain.Chain.Ledger.Blocks.History(wallet).Select(place => place.Height));
        _chain.Prune(1);
        BlockLocation[] left = [.. _chain.Chain.Ledger.Blocks.History(wallet)];
        Assert.Equal([2UL], left.Select(place => place.Height));
        Assert.Equal(wallet, Assert.Single(_chain.Chain.Ledger.Blocks.FindTransactions(left)).Sender.Address);
    }

    [Fact]
    public void Verify_AccountAtTheGenesisBlock_TakesASignedBlockAfterIt()
    {
        using var fresh = new TestChain();
        using var view = fresh.Ledger.OpenView();
        var (genesis, proof) = (view.Head, new ChainProver(view).ProveAccount(TestChain.Wallets[0].Address));
        Assert.Equal("producer signature", ProofVerifier.Verify(proof, ProofChain.Trust, null).Failure?.Step);
        Assert.Equal("header chain", ProofVerifier.Verify(proof, ProofChain.Trust, [genesis]).Failure?.Step);
        Assert.Null(ProofVerifier.Verify(proof, ProofChain.Trust, _chain.Headers).Failure);
    }

    private void Holds(ChainProof proof)
    {
        var reading = ProofReader.Read(ProofDocument.Encode(proof));
        Assert.Null(reading.Failure);
        Assert.Equal(ProofDocument.Encode(proof), ProofDocument.Encode(reading.Proof!));
        Assert.Null(_chain.Verify(reading.Proof!).Failure);
        Assert.Null(_chain.Verify(reading.Proof!, withHeaders: false).Failure);
    }
}
