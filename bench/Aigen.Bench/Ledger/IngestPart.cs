using System.Diagnostics;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Bench;

/// <summary>Transfers accepted and committed in process, beside the rates of verification alone.</summary>
internal static class IngestPart
{
    private const int Rounds = 3;

    // Enough for five blocks or more, beside which the wait for the last one is small.
    private const int Transfers = 150_000;
    private const int WarmUp = 20_000;

    // So many callers send at a time, and each so many transfers before it waits for an answer.
    private const int Callers = 10;
    private const int InFlight = 100;

    // Accepting is faster than making blocks: without a pause the mempool's 100,000 would be full.
    private const int MostWaiting = 60_000;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        // Signatures of one key share work in a batch, so the number of wallets counts.
        foreach (var wallets in new[] { 10, 1_000 })
        {
            await RunAsync(BenchNetwork.Of(wallets));
        }
    }

    private static async Task RunAsync(BenchNetwork network)
    {
        var cores = Environment.ProcessorCount;
        var transfers = network.Sign(Transfers, network.Neighbour);
        var (one, all, batches, committed) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        await CommitRateAsync(network, transfers[..WarmUp]);
        for (var round = 0; round < Rounds; round++)
        {
            one.Add(VerifyRate.Libsodium(transfers, threads: 1));
            all.Add(VerifyRate.Libsodium(transfers, cores));
            batches.Add(VerifyRate.Batches(transfers, cores));
            committed.Add(await CommitRateAsync(network, transfers));
        }

        var report = new Report($"ingest: {Transfers:N0} transfers of {network.Wallets.Count:N0} wallets, RocksDB with synced blocks");
        report.Add("Ed25519 verify, libsodium, 1 thread", one, "1/s");
        report.Add($"Ed25519 verify, libsodium, {cores} threads", all, "1/s", 1);
        report.Add($"Ed25519 verify, in batches, {cores} threads", batches, "1/s", Report.Ratio(batches, all));
        report.Add("accepted and committed", committed, "1/s", Report.Ratio(committed, all));
        report.Print();
    }

    private static async Task<double> CommitRateAsync(BenchNetwork network, Transaction[] transfers)
    {
        using var folder = new ScratchFolder();
        using var store = RocksStore.Open(folder.Path);
        await using var chain = new Blockchain(store, network.Spec, DevelopmentKeys.Producer, TimeProvider.System, NullLoggerFactory.Instance);
        using var room = new SemaphoreSlim(MostWaiting);
        var left = transfers.Length;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chain.Writer.Committed += committed =>
        {
            left -= committed.Block.Transactions.Count;
            if (committed.Block.Transactions.Count > 0)
            {
                room.Release(committed.Block.Transactions.Count);
            }

            if (left == 0)
            {
                done.SetResult();
            }
        };
        chain.Writer.Start();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => SubmitAsync(chain.Intake, transfers, caller, room))));
        await done.Task.WaitAsync(TimeSpan.FromMinutes(2));
        var rate = transfers.Length / clock.Elapsed.TotalSeconds;
        ExpectNonces(chain.Ledger, network, transfers.Length);
        return rate;
    }

    private static async Task SubmitAsync(TransactionIntake intake, Transaction[] transfers, int caller, SemaphoreSlim room)
    {
        var answers = new Queue<Task<Submission>>();
        for (var i = caller; i < transfers.Length; i += Callers)
        {
            await room.WaitAsync();

            // A copy, as it comes over the wire: its hash and its bytes are not known yet.
            answers.Enqueue(intake.SubmitAsync(transfers[i] with { }).AsTask());
            if (answers.Count >= InFlight)
            {
                Expect(await answers.Dequeue());
            }
        }

        while (answers.TryDequeue(out var answer))
        {
            Expect(await answer);
        }
    }

    private static void Expect(Submission submission)
    {
        if (submission is not { IsNew: true, Refusal: null })
        {
            throw new InvalidOperationException(submission.Refusal?.Message ?? "A transfer was known before it was sent.");
        }
    }

    private static void ExpectNonces(Chain.Ledger ledger, BenchNetwork network, int transfers)
    {
        var carriedOut = network.Wallets.Sum(wallet => (long)Account.Load(ledger.State, wallet.Address).Nonce);
        if (carriedOut != transfers)
        {
            throw new InvalidOperationException($"{transfers} transfers are in blocks, the nonces say {carriedOut}.");
        }
    }
}
