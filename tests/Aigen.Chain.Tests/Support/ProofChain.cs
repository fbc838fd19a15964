using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Support;

/// <summary>A small chain that is the same in every run: three blocks with transactions, the second with receipts too.</summary>
internal sealed class ProofChain : IDisposable
{
    public static readonly Address Nobody = Address.Parse("0x00000000000000000000000000000000000000ff");

    public ProofChain()
    {
        Chain.Submit(Chain.Transfer(amount: 5));
        Produce();
        Chain.Submit(Chain.Transfer(amount: 2) with { Payload = [1, 2, 3] });
        for (var i = 1; i < 5; i++)
        {
            Chain.Submit(Chain.Transfer(i, amount: (ulong)i), by: i);
        }

        Produce([Receipt(1), Receipt(2), Receipt(3)]);
        Chain.Submit(Chain.Transfer(from: 7, amount: 70), by: 7);
        Produce();
    }

    public TestChain Chain { get; } = new();

    public static TrustAnchor Trust { get; } = TrustAnchor.Of(TestChain.Spec);

    public IReadOnlyList<SignedHeader> Headers =>
        [.. Enumerable.Range(0, (int)Chain.Ledger.Head.Height + 1).Select(height => Chain.Ledger.Blocks.FindHeader((ulong)height)!)];

    public Block Block(ulong height) => Chain.Ledger.Blocks.Find(height)!;

    public ProofOutcome Prove(Hash256 transaction) => Prove(prover => prover.ProveTransaction(transaction));

    public ProofOutcome Prove(ReceiptId receipt) => Prove(prover => prover.ProveReceipt(receipt));

    public ChainProof Prove(Address account) => Prove(prover => prover.ProveAccount(account));

    /// <summary>One proof of each kind, and one that there is no account.</summary>
    public IReadOnlyList<ChainProof> OneOfEach() =>
    [
        Prove(Block(2).Transactions[4].Hash).Proof!, Prove(Block(2).Receipts[2].Id).Proof!, Prove(TestChain.Wallets[0].Address), Prove(Nobody),
    ];

    public ProofVerdict Verify(ChainProof proof, bool withHeaders = true) => ProofVerifier.Verify(proof, Trust, withHeaders ? Headers : null);

    public void Prune(ulong height)
    {
        using var batch = Chain.Store.CreateBatch();
        BlockStore.Prune(Block(height), batch);
        batch.Put(Column.Meta, LedgerKeys.Pruned, LedgerKeys.Of(height));
        Chain.Store.Write(batch, Durability.Disk);
    }

    public void Dispose() => Chain.Dispose();

    private T Prove<T>(Func<ChainProver, T> prove)
    {
        using var view = Chain.Ledger.OpenView();
        return prove(new ChainProver(view));
    }

    private void Produce(IReadOnlyList<Receipt>? receipts = null)
    {
        Chain.Time.Advance(TimeSpan.FromSeconds(1));
        Chain.Produce(receipts);
    }

    private Receipt Receipt(byte id) => DevelopmentKeys.Producer.Sign(
        Chain.Receipt(TestChain.Wallets[0].Address, Funding.Quota, 10, 0) with { Id = ReceiptId.From(Enumerable.Repeat(id, ReceiptId.Length).ToArray()) });
}
