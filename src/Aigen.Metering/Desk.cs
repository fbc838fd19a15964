using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>
/// Where every door of the node asks its models for something: who asks, may they, set aside, and then a session that streams and settles.
/// </summary>
public sealed class Desk
{
    /// <summary>Tokens of answer where a request names no limit.</summary>
    public const int DefaultMaxTokens = 512;

    private readonly ModelLending _lending;
    private readonly ModelTerms _terms;
    private readonly AnonymousWallets _anonymous;
    private readonly PayerIdentification _payers;
    private readonly ReservationBook _book;
    private readonly EmbeddingDesk _embeddings;

    public Desk(
        Blockchain chain, ModelCatalog models, ModelTerms terms, AnonymousWallets anonymous, AccessTokens access, SigningKey node, TimeProvider time)
    {
        (_terms, _anonymous, Access) = (terms, anonymous, access);
        _book = new ReservationBook(chain.Ledger, chain.Writer, node, time);
        _payers = new PayerIdentification(chain, anonymous, access, _book, time);
        _lending = new ModelLending(chain, models, new RequestScreen(terms, _payers, _book));
        _embeddings = new EmbeddingDesk(_payers, terms, _book);
        Batch = new BatchCompletions(_lending, chain.Ledger.Spec, _book);
    }

    /// <summary>The access tokens by which wallets let others ask for them.</summary>
    public AccessTokens Access { get; }

    /// <summary>Computes batch jobs.</summary>
    internal BatchCompletions Batch { get; }

    /// <summary>The wallet that requests from a connection are counted against where they are not signed.</summary>
    public AnonymousWallets Anonymous => _anonymous;

    /// <summary>The public figures of a wallet.</summary>
    public PayerFigures FiguresOf(Address wallet) => _book.Figures(wallet);

    /// <summary>Done when no request runs any more: each is settled, and its receipt stored.</summary>
    public Task WhenSettled() => _book.WhenSettled();

    /// <summary>Admits a request, or says why not. A payment that comes with it is in a block when this returns.</summary>
    public async Task<DeskOutcome> OpenAsync(DeskRequest request, CancellationToken cancellationToken)
    {
        using var trace = DeskInstruments.Traces.StartActivity("admit request");
        var (lease, refusal) = await _lending.BorrowAsync(request, isBilled: true, cancellationToken);
        if (lease is null)
        {
            return Refuse(refusal!);
        }

        // The session keeps the model resident; where there is none, nobody does.
        DeskOutcome? outcome = null;
        try
        {
            return outcome = await OpenAsync(request, lease, cancellationToken);
        }
        finally
        {
            if (outcome?.Session is null)
            {
                lease.Dispose();
            }
        }
    }

    /// <summary>Computes embeddings and settles them, or says why not. Cancelled before they are there, they cost nothing.</summary>
    public async Task<DeskOutcome<EmbeddingAnswer>> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken)
    {
        var (lease, refusal) = await _lending.BorrowAsync(request, isBilled: true, cancellationToken);
        using (lease)
        {
            return Counted(lease is null ? new(null, refusal) : await _embeddings.EmbedAsync(request, lease.Model, cancellationToken));
        }
    }

    /// <summary>Counts the tokens that the prompt of a request would have, for nothing and without a place at the model.</summary>
    public async Task<DeskOutcome<TokenCount>> CountAsync(DeskRequest request, CancellationToken cancellationToken)
    {
        var (lease, refusal) = await _lending.BorrowAsync(request, isBilled: false, cancellationToken);
        using (lease)
        {
            return Counted(lease is null ? new(null, refusal) : Count(request, lease.Model));
        }
    }

    private static DeskOutcome<TokenCount> Count(DeskRequest request, ILanguageModel model) => request.Prepare(model) switch
    {
        PromptOutcome.Prepared { Prompt.Tokens: var tokens } => new(new TokenCount(model.Description.Id, tokens, model.Description.ContextLength), null),
        var other => new(null, PromptRefusals.Of(other, model.Description)),
    };

    private async Task<DeskOutcome> OpenAsync(DeskRequest request, ModelLease lease, CancellationToken cancellationToken)
    {
        if (request.FindFault(lease.Model.Description) is { } unfit)
        {
            return Refuse(unfit);
        }

        return request.Prepare(lease.Model) switch
        {
            PromptOutcome.Prepared { Prompt: var prompt } => await OpenAsync(request, lease, prompt, cancellationToken),
            var other => Refuse(PromptRefusals.Of(other, lease.Model.Description)),
        };
    }

    private async Task<DeskOutcome> OpenAsync(
        DeskRequest request, ModelLease lease, PreparedPrompt prompt, CancellationToken cancellationToken)
    {
        var requestHash = request.Hash();
        var description = lease.Model.Description;
        var demand = new Demand(
            description.Id, _terms.MinimumTier(description.Id), prompt.Tokens.Count, request.MaxTokens, description.ContextLength,
            request.Options.Answers);
        var (payer, unknown) = await _payers.IdentifyAsync(request, requestHash, demand, cancellationToken);
        if (payer is null)
        {
            return Refuse(unknown!);
        }

        var modelHash = Hash256.Parse(await description.Sha256.WaitAsync(cancellationToken));
        var (reservation, refusal) = _book.Reserve(payer, demand);
        return reservation is null
            ? Refuse(refusal!)
            : new DeskOutcome(new CompletionSession(_book, reservation, new CompletionJob(lease, modelHash, prompt, request.Options, requestHash)), null);
    }

    private static DeskOutcome Refuse(DeskRefusal refusal) => new(null, refusal.Counted());

    private static DeskOutcome<T> Counted<T>(DeskOutcome<T> outcome)
        where T : class
    {
        outcome.Refusal?.Counted();
        return outcome;
    }
}
