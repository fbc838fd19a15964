using Aigen.Chain;
using Aigen.Inference;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Metering;

/// <summary>The part of the desk that computes batch jobs, each for its own payment.</summary>
internal sealed class BatchCompletions(ModelLending lending, ChainSpec spec, ReservationBook book)
{
    /// <summary>Why a job would not be computed were it paid for; null where it would.</summary>
    public async Task<DeskRefusal?> FindFaultAsync(DeskRequest request, CancellationToken cancellationToken)
    {
        var (lease, refusal) = await lending.BorrowAsync(request, isBilled: true, cancellationToken);
        using (lease)
        {
            return lease is null ? refusal : Prepare(request, lease.Model).Refusal;
        }
    }

    public async Task<DeskOutcome> OpenAsync(DeskRequest request, BatchOrder job, CancellationToken cancellationToken)
    {
        var (lease, refusal) = await lending.BorrowAsync(request, isBilled: true, cancellationToken);
        if (lease is null)
        {
            return new(null, refusal);
        }

        var isOpen = false;
        try
        {
            var (prompt, each, unfit) = Prepare(request, lease.Model);
            if (prompt is null)
            {
                return new(null, unfit);
            }

            var model = Hash256.Parse(await lease.Model.Description.Sha256.WaitAsync(cancellationToken));
            var session = new CompletionSession(
                book, book.Begin(job, each), new CompletionJob(lease, model, prompt, request.Options, job.Payment.Input));
            isOpen = true;
            return new(session, null);
        }
        finally
        {
            if (!isOpen)
            {
                lease.Dispose();
            }
        }
    }

    /// <summary>Signs and stores that a job has no answer, which turns its payment into credit.</summary>
    /// <param name="job">The job.</param>
    /// <param name="beside">Puts what must be stored with the receipt or not at all.</param>
    /// <exception cref="StoreException">Nothing was written.</exception>
    public Receipt Fail(BatchOrder job, Action<IWriteBatch> beside) =>
        book.Settle(book.Begin(job, 0), BatchBill.OfFailed(job), (_, batch) => beside(batch));

    // How many tokens each answer may have; the payment, the model and the tier of those who pay by use bound it.
    private (PreparedPrompt? Prompt, int Each, DeskRefusal? Refusal) Prepare(DeskRequest request, ILanguageModel model)
    {
        if (request.FindFault(model.Description) is { } unfit)
        {
            return (null, 0, unfit);
        }

        var outcome = request.Prepare(model);
        if (outcome is not PromptOutcome.Prepared { Prompt: var prompt })
        {
            return (null, 0, PromptRefusals.Of(outcome, model.Description));
        }

        var (tokens, answers) = (prompt.Tokens.Count, request.Options.Answers);
        var context = Math.Min(spec.Tiers[Tier.Unlimited].MaxContext, model.Description.ContextLength);
        var all = (int)Math.Min(BatchTerms.TokensOf(spec), int.MaxValue);
        if (tokens > context - 1 || tokens > all - answers)
        {
            return (null, 0, new ContextExceeded(tokens, Math.Min(context, all), model.Description.Id));
        }

        var most = (all - tokens) / answers;
        if (request.MaxTokens > most)
        {
            return (null, 0, new BadOption("MaxTokens", $"{request.MaxTokens}", $"up to {most}: a job has {all} tokens, {tokens} are the prompt's"));
        }

        return (prompt, Math.Min(request.MaxTokens ?? Desk.DefaultMaxTokens, Math.Min(most, context - tokens)), null);
    }
}
