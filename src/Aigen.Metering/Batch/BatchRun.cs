using System.Text;
using Aigen.Chain;
using Aigen.Inference;
using Aigen.Storage;
using Microsoft.Extensions.Logging;

namespace Aigen.Metering;

/// <summary>Computes one batch job to its end: its answer and its receipt are stored together, or neither is.</summary>
internal sealed class BatchRun(
    BatchTable table, BatchStore store, BatchPace pace, BatchCompletions desk, IBatchForm form, TimeProvider time, ILogger log)
{
    // A job that ends the process, by a fault of llama.cpp say, would do so again and again.
    private const int MostBeginnings = 3;

    // What is busy now, or cannot be written, is so for seconds mostly; nobody waits who would notice.
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(30);

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Computes a job that is marked as begun.</summary>
    public async Task RunAsync(BatchOrder order, CancellationToken stopping)
    {
        var job = table.Find(order.Id)!;
        try
        {
            BatchInstruments.Wait.Record(Math.Max(0, job.StartedAt - job.ScheduledAt));
            if (store.Begin(order.Id) >= MostBeginnings)
            {
                Fail(order, $"the node ended {MostBeginnings} times while it computed this job");
                return;
            }

            await ComputeAsync(order, job, stopping);
        }
        catch (Exception e) when (stopping.IsCancellationRequested || e is StoreException or EngineBusyException)
        {
            Postpone(order);
        }
        catch (Exception e)
        {
            log.LogError(e, "Batch job {Job} failed, its payment becomes credit", order.Id);
            Fail(order, e is InferenceException ? e.Message : "a fault of the node");
        }
    }

    /// <summary>Ends a job without an answer, and gives its payment back as credit.</summary>
    public void Fail(BatchOrder order, string reason)
    {
        try
        {
            var ended = Ended(order, BatchState.Failed);
            desk.Fail(order, batch => BatchStore.PutEnd(batch, ended, Encoding.UTF8.GetBytes(reason)));
            table.Change(order.Id, _ => ended);
        }
        catch (StoreException)
        {
            Postpone(order);
        }
    }

    private async Task ComputeAsync(BatchOrder order, BatchJob job, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        var request = form.Read(job.Model, store.InputOf(order.Id)) with { IsPaidAhead = true };
        var outcome = await desk.OpenAsync(request, order, stopping);
        if (outcome.Session is not { } session)
        {
            Refuse(order, outcome.Refusal!);
            return;
        }

        BatchJob? ended = null;
        await session.ReadToEndAsync(
            (answers, batch) =>
            {
                ended = Ended(order, BatchState.Completed);
                BatchStore.PutEnd(batch, ended, form.Write(session, answers, time.GetUtcNow()));
            }, stopping);
        table.Change(order.Id, _ => ended!);
        var took = time.GetElapsedTime(started);
        pace.Add(took);
        BatchInstruments.Run.Record(took.TotalSeconds);
    }

    private void Refuse(BatchOrder order, DeskRefusal refusal)
    {
        if (refusal is ModelBusy or PaymentRefused { Refusal.Rule: RefusalRule.Storage })
        {
            Postpone(order);
        }
        else
        {
            Fail(order, refusal.Message);
        }
    }

    private void Postpone(BatchOrder order)
    {
        table.Change(order.Id, job => job with { State = BatchState.Scheduled, RetryAt = Now + (long)Retry.TotalSeconds });
        try
        {
            store.GiveUp(order.Id);
        }
        catch (StoreException)
        {
            // It counts as a beginning then: too few of them do any harm.
        }
    }

    private BatchJob Ended(BatchOrder order, BatchState state) => table.Find(order.Id)! with { State = state, EndedAt = Now };
}
