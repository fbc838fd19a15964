using System.Diagnostics;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Bench;

/// <summary>A large block carried out and written, and signed blocks replayed with every check.</summary>
internal static class BlocksPart
{
    private const int Rounds = 5;
    private const int Wallets = 1_000;
    private const int PerBlock = 10_000;

    public static Task RunAsync(BenchmarkOptions options)
    {
        var network = BenchNetwork.Of(Wallets);
        var strangers = new RandomAddresses(seed: 1);
        Run(network, "one another", network.Neighbour);
        Run(network, "new accounts", _ => strangers.Next());
        return Task.CompletedTask;
    }

    private static void Run(BenchNetwork network, string receivers, Func<int, Address> receiver)
    {
        using var folder = new ScratchFolder();
        using var making = new TimedStore(RocksStore.Open(folder.File("making")));
        using var replaying = RocksStore.Open(folder.File("replaying"));
        using var scratch = RocksStore.Open(folder.File("tree"));
        var (maker, replica, tree) = (Chain.Ledger.Open(making, network.Spec), Chain.Ledger.Open(replaying, network.Spec), new TreeAlone(scratch));
        tree.Update(TreeAlone.Of(maker.State, network.Wallets.Select(wallet => wallet.Address)));
        var samples = new BlockSamples();

        // The first block warms up.
        for (var round = 0; round <= Rounds; round++)
        {
            var transfers = Sign(network, receiver, round);
            var written = making.Writing;
            var clock = Stopwatch.StartNew();
            var block = Produce(maker, transfers);
            samples.Produced.Add(PerBlock / clock.Elapsed.TotalSeconds);
            samples.Whole.Add(clock.Elapsed.TotalMilliseconds);
            samples.Writing.Add((making.Writing - written).TotalMilliseconds);
            samples.Tree.Add(tree.Update(TreeAlone.Of(maker.State, Touched(block))));
            samples.Verify.Add(VerifyRate.Libsodium(transfers, Environment.ProcessorCount));
            samples.Replayed.Add(ReplayRate(replica, block));
        }

        samples.Print($"blocks: {PerBlock:N0} transfers of {Wallets:N0} wallets to {receivers}", warmUp: 1);
    }

    private static Transaction[] Sign(BenchNetwork network, Func<int, Address> receiver, int round)
    {
        var receivers = Enumerable.Range(0, PerBlock).Select(receiver).ToArray();
        return network.Sign(PerBlock, i => receivers[i], (ulong)(round * (PerBlock / Wallets)));
    }

    private static Block Produce(Chain.Ledger ledger, Transaction[] transfers)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var produced = ledger.Produce(
            new BlockCandidates(transfers, [], []), DevelopmentKeys.Producer, ledger.Spec.Producers[0].RewardAddress, now);
        return produced.Block.Transactions.Count == transfers.Length
            ? produced.Block
            : throw new InvalidOperationException(produced.RefusedTransactions[0].Refusal.Message);
    }

    private static IEnumerable<Address> Touched(Block block) =>
        block.Transactions.SelectMany(transfer => new[] { transfer.Sender.Address, transfer.Receiver.Address });

    // From its bytes, as it comes out of an archive.
    private static double ReplayRate(Chain.Ledger replica, Block block)
    {
        var bytes = block.Encode();
        var clock = Stopwatch.StartNew();
        replica.Apply(Block.Decode(bytes));
        return PerBlock / clock.Elapsed.TotalSeconds;
    }
}
