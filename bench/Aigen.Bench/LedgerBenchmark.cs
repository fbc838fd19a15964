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
            await using var chain = new Blockchain(store, spec, DevelopmentKeys.Producer, TimeProvider.System, NullLoggerFactory.Instance);
            var left = transfers.Sum(wallet => wallet.Length);
            var total = left;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            chain.Writer.Committed += committed =>
            {
                left -= committed.Block.Transactions.Count;
                if (left == 0)
                {
                    done.SetResult();
                }
            };
            chain.Writer.Start();
            var clock = Stopwatch.StartNew();
            await SubmitAsync(chain.Intake, transfers);
            await done.Task.WaitAsync(TimeSpan.FromMinutes(1));
            return total / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // So many connections each wait for their answer before they send the next one; each has a wallet of its own.
    private static Task SubmitAsync(TransactionIntake intake, Transaction[][] transfers) => Task.WhenAll(transfers.Select(wallet => Task.Run(async () =>
    {
        var answers = new Queue<Task<Submission>>();
        foreach (var transfer in wallet)
        {
            // A copy, as it comes over the wire: its hash is not known yet.
            answers.Enqueue(intake.SubmitAsync(transfer with { Priority = false }).AsTask());
            if (answers.Count >= 100)
            {
                Expect(await answers.Dequeue());
            }
        }

        while (answers.TryDequeue(out var answer))
        {
            Expect(await answer);
        }
    })));

    private static void Expect(Submission submission)
    {
        if (submission.Refusal is { } refusal)
        {
            throw new InvalidOperationException(refusal.Message);
        }
    }
}
