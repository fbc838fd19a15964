using System.Diagnostics;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Bench;

/// <summary>A chain of as many accounts and transfers as one asks for; nobody has signed them, since making blocks does not ask again.</summary>
internal sealed class GrowingChain(string folder, BenchNetwork network)
{
    private const int PerBlock = 10_000;
    private const int Touched = 1_000;
    private const int Blocks = 51;

    private readonly List<Address> _accounts = [];
    private readonly Random _random = new(2);
    private int _transfers;

    public IReadOnlyList<Address> Accounts => _accounts;

    /// <summary>The nonce of each wallet's next transfer, at a multiple of the wallets.</summary>
    public ulong Nonce => (ulong)(_transfers / network.Wallets.Count);

    /// <summary>Transfers a second, each to an account of its own.</summary>
    public double Make(int accounts)
    {
        var strangers = new RandomAddresses(seed: 1);
        using var store = RocksStore.Open(folder);
        var ledger = Chain.Ledger.Open(store, network.Spec);
        var clock = Stopwatch.StartNew();
        while (_accounts.Count < accounts)
        {
            var receivers = Enumerable.Range(0, Math.Min(PerBlock, accounts - _accounts.Count)).Select(_ => strangers.Next()).ToArray();
            Produce(ledger, receivers);
            _accounts.AddRange(receivers);
        }

        return accounts / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Milliseconds of blocks that touch random accounts, one after another.</summary>
    public TouchTimes Touch()
    {
        using var store = RocksStore.Open(folder);
        var ledger = Chain.Ledger.Open(store, network.Spec);
        var tree = new TreeAlone(store);

        // The database merges the files that so many blocks in a row left behind for some seconds: that is in the rate at which the chain is made.
        Rest.Wait();
        var first = Measure(() => Produce(ledger, Pick(Touched)));
        WarmUp(() => Produce(ledger, Pick(PerBlock)));
        Rest.Wait();
        var whole = Measure(() => Produce(ledger, Pick(Touched)));

        // Apart from the ledger: each writes pages that the other one does not know of.
        WarmUp(() => tree.UpdateAndTakeBack(Change(ledger, PerBlock)));
        Rest.Wait();
        return new TouchTimes(first, whole, Measure(() => tree.UpdateAndTakeBack(Change(ledger, Touched))));
    }

    // The accounts have few neighbours each in the tree, and what one touches is at hand for them too.
    private void WarmUp(Func<double> touch)
    {
        for (var touched = 0; touched < Math.Max(PerBlock, _accounts.Count / 4); touched += PerBlock)
        {
            touch();
        }
    }

    private static List<double> Measure(Func<double> run)
    {
        run();
        return [.. Enumerable.Range(0, Blocks).Select(_ => run())];
    }

    // No account twice, or a block would touch fewer of a thousand than of a million.
    private Address[] Pick(int count)
    {
        var picked = new HashSet<Address>();
        while (picked.Count < Math.Min(count, _accounts.Count))
        {
            picked.Add(_accounts[_random.Next(_accounts.Count)]);
        }

        return [.. picked];
    }

    private StateChange[] Change(Chain.Ledger ledger, int count)
    {
        var value = new byte[2 * sizeof(ulong)];
        _random.NextBytes(value);
        return [.. Pick(count).Select(StateKey.Account).Select(key => new StateChange(key, ledger.State.Get(key), value))];
    }

    private double Produce(Chain.Ledger ledger, Address[] receivers)
    {
        var transfers = receivers.Select(receiver => network.Transfer(_transfers++, receiver)).ToArray();
        var clock = Stopwatch.StartNew();
        var produced = ledger.Produce(
            new BlockCandidates(transfers, [], []), DevelopmentKeys.Producer, ledger.Spec.Producers[0].RewardAddress,
            DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        return produced.RefusedTransactions.Count == 0
            ? clock.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException(produced.RefusedTransactions[0].Refusal.Message);
    }
}

/// <param name="First">Of whole blocks, the first ones after a start.</param>
/// <param name="Whole">Of whole blocks once nearly every account was touched.</param>
/// <param name="Root">Of the state root alone, then.</param>
internal sealed record TouchTimes(List<double> First, List<double> Whole, List<double> Root);
