using System.Diagnostics;
using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Bench;

/// <summary>Transfers accepted and committed in process, beside the rate at which this machine verifies Ed25519.</summary>
internal static class LedgerBenchmark
{
    private const int Rounds = 3;

    // Enough for ten blocks or so, beside which the wait for the last one is small.
    private const int PerWallet = 15_000;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var spec = GenesisFile.Load(Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json")).Spec!;
        var (one, all, committed) = (new List<double>(), new List<double>(), new List<double>());
        var transfers = Sign(spec);
        for (var round = 0; round < Rounds; round++)
        {
            one.Add(VerifyRate(transfers, threads: 1));
            all.Add(VerifyRate(transfers, Environment.ProcessorCount));
            committed.Add(await CommitRateAsync(spec, transfers));
        }

        var report = new Report($"{DevelopmentKeys.Accounts.Count * PerWallet:N0} transfers of {DevelopmentKeys.Accounts.Count} wallets, RocksDB with synced blocks");
        report.Add("Ed25519 verify, 1 thread", one, "1/s");
        report.Add($"Ed25519 verify, {Environment.ProcessorCount} threads", all, "1/s", 1);
        report.Add("accepted and committed", committed, "1/s", Report.Ratio(committed, all));
        report.Print();
    }

    private static Transaction[][] Sign(ChainSpec spec)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return [.. DevelopmentKeys.Accounts.AsParallel().AsOrdered().Select((key, from) => Enumerable.Range(0, PerWallet).Select(nonce => key.Sign(new Transaction
        {
            Sender = Party.Of(key.Address),
            Receiver = Party.Of(DevelopmentKeys.Accounts[(from + 1) % DevelopmentKeys.Accounts.Count].Address),
            Amount = new Amount(1),
            Timestamp = now,
            Nonce = (ulong)nonce,
            ChainId = spec.ChainId,
            Fee = new Fee(new Amount(1), Amount.Zero, Amount.Zero),
        })).ToArray())];
    }

    private static double VerifyRate(Transaction[][] transfers, int threads)
    {
        var all = transfers.SelectMany(wallet => wallet).Take(20_000).ToArray();
        var clock = Stopwatch.StartNew();
        Parallel.ForEach(all, new ParallelOptions { MaxDegreeOfParallelism = threads }, transfer =>
        {
            if (!Ed25519.Verify(transfer.SenderPublicKey, transfer.Hash.Bytes, transfer.Signature))
            {
                throw new InvalidOperationException("A signature that was made here is wrong.");
            }
        });
        return all.Length / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> CommitRateAsync(ChainSpec spec, Transaction[][] transfers)
    {
        var folder = Directory.CreateTempSubdirectory("aigen-bench-").FullName;
        try
        {
            using var store = RocksStore.Open(folder);
            var ledger = Ledger.Open(store, spec);
            var mempool = new Mempool(ledger, store, TimeProvider.System, new MempoolLimits());
            await using var writer = new ChainWriter(
                ledger, mempool, store, DevelopmentKeys.Producer, TimeProvider.System, NullLogger<ChainWriter>.Instance);
            var left = transfers.Sum(wallet => wallet.Length);
            var total = left;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            writer.Committed += committed =>
            {
                left -= committed.Block.Transactions.Count;
                if (left == 0)
                {
                    done.SetResult();
                }
            };
            writer.Start();
            var clock = Stopwatch.StartNew();
            Submit(mempool, transfers);
            await done.Task.WaitAsync(TimeSpan.FromMinutes(1));
            return total / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // One submitter a processor, each with wallets of its own, since a wallet's nonces go in order.
    private static void Submit(Mempool mempool, Transaction[][] transfers)
    {
        var submitters = Enumerable.Range(0, Environment.ProcessorCount).Select(submitter => new Thread(() =>
        {
            for (var wallet = submitter; wallet < transfers.Length; wallet += Environment.ProcessorCount)
            {
                foreach (var transfer in transfers[wallet])
                {
                    // A copy, as it comes over the wire: its hash is not known yet.
                    if (mempool.Add(transfer with { Priority = false }).Refusal is { } refusal)
                    {
                        throw new InvalidOperationException(refusal.Message);
                    }
                }
            }
        })).ToList();
        submitters.ForEach(submitter => submitter.Start());
        submitters.ForEach(submitter => submitter.Join());
    }
}
