using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Fuzz;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Fuzz;

/// <summary>One verdict on a signature, whichever door it comes in by.</summary>
public sealed class OddSignatureTests : IDisposable
{
    private static readonly ChainSpec Spec = TestChain.Spec with
    {
        Allocations = [.. OddSigner.All.Select(odd => odd.Key.Address).Concat(TestChain.Wallets.Select(wallet => wallet.Address)).Distinct()
            .Select(address => new Allocation(address, new Amount(1_000)))],
        Producers = [.. TestChain.Spec.Producers, .. OddSigner.All.Select(odd => odd.Key).Distinct().Select(key => new Producer(key, TestChain.RewardAddress))],
    };

    private readonly TestChain _chain = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-odd-").FullName;
    private readonly RocksStore _makerStore, _takerStore;
    private readonly Ledger _maker, _taker;
    private readonly ManualTime _time = new(TestChain.Start);

    public OddSignatureTests()
    {
        (_makerStore, _takerStore) = (RocksStore.Open(Path.Combine(_folder, "maker")), RocksStore.Open(Path.Combine(_folder, "taker")));
        (_maker, _taker) = (Ledger.Open(_makerStore, Spec), Ledger.Open(_takerStore, Spec));
    }

    public void Dispose()
    {
        _chain.Dispose();
        _makerStore.Dispose();
        _takerStore.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Verify_OddSignatures_ByTheRule() => AllAgree(odd =>
    {
        var hash = Hash256.Of([1, 2, 3]);
        var signature = odd.Sign(hash.Bytes.ToArray());
        Assert.Equal(odd.IsValid, Crypto.Tests.ReferenceCurve.IsValid(new SignedHash(odd.Key, hash, signature)));
        return Ed25519.Verify(odd.Key, hash.Bytes, signature);
    });

    [Fact]
    public async Task Submit_OneAfterTheOther_ByTheRule()
    {
        var mempool = new Mempool(_maker, _makerStore, _time, new MempoolLimits());
        await using var intake = new TransactionIntake(mempool, Spec, _time);
        AllAgree(odd => Taken(intake.SubmitAsync(Transfer(odd)).AsTask().GetAwaiter().GetResult()));
    }

    [Fact]
    public async Task Submit_AllAtOnceBetweenGoodOnes_ByTheRule()
    {
        var mempool = new Mempool(_maker, _makerStore, _time, new MempoolLimits());
        await using var intake = new TransactionIntake(mempool, Spec, _time);
        var odd = OddSigner.All.Select(Transfer).ToList();
        var good = odd.Select((_, i) => TestChain.Wallets[i % 10].Sign(Plain(TestChain.Wallets[i % 10].Address) with { Nonce = (ulong)(i / 10) })).ToList();
        var both = odd.Zip(good).SelectMany(pair => new[] { intake.SubmitAsync(pair.First).AsTask(), intake.SubmitAsync(pair.Second).AsTask() }).ToList();
        var submissions = await Task.WhenAll(both);
        AllAgree((signer, i) => Taken(submissions[2 * i]));
        Assert.All(good.Select((_, i) => submissions[(2 * i) + 1]), submission => Assert.True(submission.IsNew));
    }

    [Fact]
    public void Check_EachAmongGoodOnes_ByTheRule() => AllAgree(odd =>
    {
        var good = TestChain.Wallets.Select(wallet => wallet.Sign(Plain(wallet.Address))).ToArray();
        Transaction[] together = [.. good[..5], Transfer(odd), .. good[5..]];
        var refusals = new Refusal?[together.Length];
        TransactionSignatures.Check(together, Spec, refusals);
        Assert.All(refusals.Where((_, i) => i != 5), Assert.Null);
        return refusals[5] is null;
    });

    [Fact]
    public void Apply_BlockWithAnOddTransaction_ByTheRule() => AllAgree(odd => Applies(Produce([Transfer(odd)], [])));

    [Fact]
    public void Apply_BlockWithAnOddReceipt_ByTheRule() => AllAgree(odd =>
    {
        var receipt = _chain.Receipt(TestChain.Wallets[0].Address, Funding.Quota, tokens: 1, price: 0) with { Node = odd.Key };
        return Applies(Produce([], [receipt with { Signature = odd.Sign(receipt.Hash.Bytes.ToArray()) }]));
    });

    [Fact]
    public void Apply_BlockOfAnOddProducer_ByTheRule() => AllAgree(odd =>
    {
        var block = Produce([], []);
        var header = block.Header with { Producer = odd.Key };
        return Applies(block with { SignedHeader = new SignedHeader(header, odd.Sign(header.Hash.Bytes.ToArray())) });
    });

    [Fact]
    public void Apply_OddOrder_ByTheRule() => AllAgree(odd =>
    {
        var spec = Spec with { CeoPublicKey = odd.Key };
        var order = new ShutdownOrder(TestChain.Start, 1, "test", default);
        var execution = new BlockExecution(spec, _maker.State, TestChain.Start, TestChain.RewardAddress, _ => false);
        var refusal = execution.Apply(order with { Signature = odd.Sign(order.MessageToSign(spec.NetworkMagic)) });
        Assert.True(refusal is null or { Rule: RefusalRule.OrderSignature });
        return refusal is null;
    });

    [Fact]
    public void Check_OddCeoSignature_ByTheRule() => AllAgree(odd =>
    {
        var transaction = TestChain.Wallets[0].Sign(Plain(TestChain.Wallets[0].Address));
        var refusals = new Refusal?[1];
        TransactionSignatures.Check(
            [transaction with { CeoSignature = odd.Sign(transaction.Hash.Bytes.ToArray()) }], Spec with { CeoPublicKey = odd.Key }, refusals);
        Assert.True(refusals[0] is null or { Rule: RefusalRule.CeoSignature });
        return refusals[0] is null;
    });

    private static void AllAgree(Func<OddSigner, bool> isTaken) => AllAgree((odd, _) => isTaken(odd));

    private static void AllAgree(Func<OddSigner, int, bool> isTaken) =>
        Assert.Equal(OddSigner.All.Select(odd => (odd.Name, odd.IsValid)), OddSigner.All.Select((odd, i) => (odd.Name, isTaken(odd, i))));

    private static bool Taken(Submission submission)
    {
        Assert.True(submission.Refusal is null or { Rule: RefusalRule.Signature }, submission.Refusal?.Message);
        return submission.IsNew;
    }

    private static Transaction Transfer(OddSigner odd)
    {
        var transaction = Plain(odd.Key.Address) with { SenderPublicKey = odd.Key };
        return transaction with { Signature = odd.Sign(transaction.Hash.Bytes.ToArray()) };
    }

    private static Transaction Plain(Address sender) => new()
    {
        Sender = Party.Of(sender),
        Receiver = Party.Of(TestChain.RewardAddress),
        Amount = new Amount(1),
        Timestamp = TestChain.Start,
        Nonce = 0,
        ChainId = Spec.ChainId,
        Fee = new Fee(new Amount(1), Amount.Zero, Amount.Zero),
    };

    /// <summary>The next block of the maker, which checks no signatures; then it is as if it had made none.</summary>
    private Block Produce(IReadOnlyList<Transaction> transactions, IReadOnlyList<Receipt> receipts)
    {
        var pending = receipts.Select((receipt, i) => new PendingReceipt((ulong)i, receipt)).ToList();
        var block = _maker.Produce(new BlockCandidates(transactions, pending, []), DevelopmentKeys.Producer, TestChain.RewardAddress, TestChain.Start).Block;
        Assert.Equal((transactions.Count, receipts.Count), (block.Transactions.Count, block.Receipts.Count));
        _maker.TakeBack();
        return block;
    }

    private bool Applies(Block block)
    {
        try
        {
            _taker.Apply(Block.Decode(block.Encode()));
            _taker.TakeBack();
            return true;
        }
        catch (LedgerException e)
        {
            Assert.Contains("signature", e.Message, StringComparison.Ordinal);
            Assert.Equal(0UL, _taker.Head.Height);
            return false;
        }
    }
}
