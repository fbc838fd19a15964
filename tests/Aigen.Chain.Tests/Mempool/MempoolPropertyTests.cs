using Aigen.Chain.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Pool;

/// <summary>Random submissions, blocks and restarts, against what the mempool promises.</summary>
public sealed class MempoolPropertyTests : IDisposable
{
    private const int Steps = 1_500;

    private readonly TestChain _chain = new();
    private readonly Dictionary<Hash256, Transaction> _accepted = [];
    private readonly HashSet<Hash256> _dropped = [];

    public void Dispose() => _chain.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnySequence_EveryAcceptedTransactionHasExactlyOneFate(int seed)
    {
        var random = new Random(seed);
        Open();
        for (var step = 0; step < Steps; step++)
        {
            Step(random);
        }

        foreach (var hash in _accepted.Keys)
        {
            var waits = _chain.Mempool.Find(hash) is not null;
            var included = _chain.Ledger.Blocks.Locate(hash) is not null;
            var dropped = _chain.Mempool.Drops.Find(hash) is not null;
            Assert.True(waits ^ included ^ dropped, $"seed {seed}, {hash}: waits {waits}, included {included}, dropped {dropped}");
            Assert.Equal(_dropped.Contains(hash), dropped);
        }
    }

    private void Step(Random random)
    {
        switch (random.Next(40))
        {
            case 0:
                Produce(random);
                break;
            case 1:
                _chain.Restart(Limits);
                Listen();
                break;
            default:
                Submit(random);
                break;
        }
    }

    private static MempoolLimits Limits => new(Transactions: 40, PerSender: 12, NonceGap: 6);

    private void Open()
    {
        _chain.Restart(Limits);
        Listen();
    }

    private void Listen() => _chain.Mempool.Dropped += (transaction, _) => Assert.True(_dropped.Add(transaction.Hash));

    private void Submit(Random random)
    {
        var from = random.Next(6);
        var nonce = _chain.Mempool.PendingNonce(TestChain.Wallets[from].Address) + (ulong)random.Next(3) - (ulong)Math.Min(1, random.Next(4));
        if (nonce > ulong.MaxValue / 2)
        {
            return;
        }

        var transaction = TestChain.Wallets[from].Sign(_chain.Transfer(from, nonce, amount: (ulong)random.Next(1, 5)) with
        {
            Fee = new Fee(new Amount(1), new Amount((ulong)random.Next(6)), Amount.Zero),
            Timestamp = _chain.Now - random.Next(1_000),
        });
        if (_chain.Add(transaction).IsNew)
        {
            _accepted[transaction.Hash] = transaction;
            _dropped.Remove(transaction.Hash);
        }

        Assert.InRange(_chain.Mempool.Count, 0, Limits.Transactions);
    }

    // A part of what waits, in the order of the pool; what a block holds must follow each sender's nonces.
    private void Produce(Random random)
    {
        var best = _chain.Mempool.Best(random.Next(1, 20));
        foreach (var sender in best.GroupBy(transaction => transaction.Sender.Address))
        {
            var nonce = Account.Load(_chain.Ledger.State, sender.Key).Nonce;
            Assert.All(sender, transaction => Assert.Equal(nonce++, transaction.Nonce));
        }

        var produced = _chain.Ledger.Produce(
            new BlockCandidates(best, [], []), DevelopmentKeys.Producer, TestChain.RewardAddress, _chain.Now);
        Assert.Empty(produced.RefusedTransactions);
        _chain.Mempool.Follow(produced.Block, produced.RefusedTransactions);
    }
}
