using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>Who pays for a request: the payment's sender, else the wallet that signed the request, else the connection's.</summary>
internal sealed class PayerIdentification(Blockchain chain, AnonymousWallets anonymous, ReservationBook book, TimeProvider time)
{
    private readonly WalletProofs _proofs = new(chain.Ledger.Spec, time);

    private ChainSpec Spec => chain.Ledger.Spec;

    /// <summary>The payer, whose payment is in a block then where one came, or why there is none.</summary>
    public async Task<(Payer? Payer, DeskRefusal? Refusal)> IdentifyAsync(
        ModelRequest request, Hash256 requestHash, Demand demand, CancellationToken cancellationToken)
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

        return (new Payer(anonymous.WalletOf(request.From), HasPaid: false), null);
    }

    /// <summary>The wallet of a request that no payment comes with, whether its signature is good or not.</summary>
    public Address WalletOf(ModelRequest request) => request.Proof?.PublicKey.Address ?? anonymous.WalletOf(request.From);

    /// <summary>What is wrong with the signature of a request, if there is one; it is not used up.</summary>
    public NotAuthorized? FindFault(ModelRequest request) => request.Proof is { } proof ? _proofs.FindFault(proof, request.Hash()) : null;

    // Whatever can be refused without the payment is refused before it, so that nobody pays for a refusal.
    private async Task<DeskRefusal?> TakePaymentAsync(Transaction payment, Demand demand, CancellationToken cancellationToken)
    {
        var quote = new Quote(Spec, time.GetUtcNow().ToUnixTimeSeconds());
        var credit = book.Figures(payment.Sender.Address).Credit;
        if (!Payments.BuysCredit(payment, Spec) && !Payments.IsMalformed(payment, Spec))
        {
            return quote.Require(
                credit, demand,
                $"the transaction buys no credit: it must go to {Spec.CeoWallet} with the payload {{\"user_address\",\"model_id\",\"max_tokens\"}}");
        }

        if (quote.CouldPay(credit + Credit.Of(payment.Amount), demand) is { } refusal)
        {
            return refusal;
        }

        return await chain.Tracker.IncludeAsync(payment, atOnce: true, cancellationToken) switch
        {
            { IsNew: true, Fate.Block: not null } => null,
            { Fate.Reason: { } dropped } => new PaymentRefused(dropped),
            _ => quote.Require(
                credit, demand,
                "this payment was used before and buys nothing again: sign the request with the wallet to use its credit, or pay anew"),
        };
    }
}
