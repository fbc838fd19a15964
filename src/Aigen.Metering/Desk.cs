using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>
/// Where every door of the node asks for completions: who asks, may they, set aside, and then a session that streams and settles.
/// </summary>
public sealed class Desk
{
    /// <summary>Tokens of answer where a request names no limit.</summary>
    public const int DefaultMaxTokens = 512;

    private readonly Ledger _ledger;
    private readonly TransactionTracker _tracker;
    private readonly ModelCatalog _models;
    private readonly ModelTerms _terms;
    private readonly Blockchain _chain;
    private readonly AnonymousWallets _anonymous;
    private readonly WalletProofs _proofs;
    private readonly ReservationBook _book;
    private readonly TimeProvider _time;

    public Desk(
        Blockchain chain, ModelCatalog models, ModelTerms terms, AnonymousWallets anonymous, SigningKey node, TimeProvider time)
    {
        (_chain, _ledger, _tracker, _models, _terms, _anonymous, _time) = (chain, chain.Ledger, chain.Tracker, models, terms, anonymous, time);
        _proofs = new WalletProofs(_ledger.Spec, time);
        _book = new ReservationBook(_ledger, chain.Writer, node, time);
    }

    /// <summary>The wallet that requests from a connection are counted against where they are not signed.</summary>
    public AnonymousWallets Anonymous => _anonymous;

    /// <summary>The public figures of a wallet.</summary>
    public PayerFigures FiguresOf(Address wallet) => _book.Figures(wallet);

    /// <summary>Done when no request runs any more: each is settled, and its receipt stored.</summary>
    public Task WhenSettled() => _book.WhenSettled();

    /// <summary>Admits a request, or says why not. A payment that comes with it is in a block when this returns.</summary>
    public async Task<DeskOutcome> OpenAsync(DeskRequest request, CancellationToken cancellationToken)
    {
        if (Shutdown.Load(_ledger.State) is { } shutdown)
        {
            return Refuse(new ShutdownActive(shutdown.Reason));
        }

        // Its receipt could not be stored: an answer would be work for nothing.
        if (_chain.Problem is { } problem)
        {
            return Refuse(new PaymentRefused(Refusal.CannotWrite(problem)));
        }

        var id = request.ModelId ?? _models.DefaultId;
        if (!_models.Knows(id))
        {
            return Refuse(new ModelNotFound(id, _models.Ids));
        }

        ModelLease lease;
        try
        {
            lease = await _models.BorrowAsync(id, cancellationToken);
        }
        catch (ModelUnavailableException e)
        {
            return Refuse(new ModelUnavailable(id, e.Reason));
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

    private async Task<DeskOutcome> OpenAsync(DeskRequest request, ModelLease lease, CancellationToken cancellationToken)
    {
        if (CheckOptions(request, lease.Model) is { } badOption)
        {
            return Refuse(badOption);
        }

        return lease.Model.Prepare(request.Messages, request.Options.Tools) switch
        {
            PromptOutcome.Prepared { Prompt: var prompt } => await OpenAsync(request, lease, prompt, cancellationToken),
            PromptOutcome.TooLong { TokensAtLeast: var tokens, ContextLength: var context } =>
                Refuse(new ContextExceeded(tokens, context, lease.Model.Description.Id)),
            PromptOutcome.BadMessages { Reason: var reason } => Refuse(new BadChatFormat(reason)),
            var other => throw new InvalidOperationException($"{other} is no outcome of a prompt."),
        };
    }

    private async Task<DeskOutcome> OpenAsync(
        DeskRequest request, ModelLease lease, PreparedPrompt prompt, CancellationToken cancellationToken)
    {
        var requestHash = RequestHash.Of(request.ModelId, request.Messages, request.Options);
        var description = lease.Model.Description;
        var demand = new Demand(
            description.Id, _terms.MinimumTier(description.Id), prompt.Tokens.Count, request.MaxTokens, description.ContextLength,
            request.Options.Answers);
        var (payer, unknown) = await IdentifyAsync(request, requestHash, demand, cancellationToken);
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

    private static DeskOutcome Refuse(DeskRefusal refusal) => new(null, refusal);

    private static BadOption? CheckOptions(DeskRequest request, ILanguageModel model)
    {
        var options = request.Options with { MaxTokens = request.MaxTokens ?? DefaultMaxTokens };
        return GenerationOptions.Validate(options, model.Description) is [var fault, ..] ? new BadOption(fault.Field, fault.Given, fault.Allowed) : null;
    }

    /// <summary>The payment's sender, else the wallet that signed the request, else the connection's.</summary>
    private async Task<(Payer? Payer, DeskRefusal? Refusal)> IdentifyAsync(
        DeskRequest request, Hash256 requestHash, Demand demand, CancellationToken cancellationToken)
    {
        if (request.Payment is { } payment)
        {
            return await TakePaymentAsync(payment, demand, cancellationToken) is { } refusal
                ? (null, refusal)
                : (new Payer(payment.Sender.Address, HasPaid: true), null);
        }

        if (request.Proof is { } proof)
        {
            var (wallet, refusal) = _proofs.Check(proof, requestHash);
            return wallet is { } signer ? (new Payer(signer, HasPaid: false), null) : (null, refusal);
        }

        return (new Payer(_anonymous.WalletOf(request.From), HasPaid: false), null);
    }

    // Whatever can be refused without the payment is refused before it, so that nobody pays for a refusal.
    private async Task<DeskRefusal?> TakePaymentAsync(Transaction payment, Demand demand, CancellationToken cancellationToken)
    {
        var quote = new Quote(_ledger.Spec, _time.GetUtcNow().ToUnixTimeSeconds());
        var credit = _book.Figures(payment.Sender.Address).Credit;
        if (!Payments.BuysCredit(payment, _ledger.Spec) && !Payments.IsMalformed(payment, _ledger.Spec))
        {
            return quote.Require(
                credit, demand,
                $"the transaction buys no credit: it must go to {_ledger.Spec.CeoWallet} with the payload {{\"user_address\",\"model_id\",\"max_tokens\"}}");
        }

        if (quote.CouldPay(credit + Credit.Of(payment.Amount), demand) is { } refusal)
        {
            return refusal;
        }

        return await _tracker.IncludeAsync(payment, atOnce: true, cancellationToken) switch
        {
            { IsNew: true, Fate.Block: not null } => null,
            { Fate.Reason: { } dropped } => new PaymentRefused(dropped),
            _ => quote.Require(
                credit, demand,
                "this payment was used before and buys nothing again: sign the request with the wallet to use its credit, or pay anew"),
        };
    }
}
