using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>Who pays for a request: the payment's sender, else the wallet that signed the request, else the access token's, else the connection's.</summary>
internal sealed class PayerIdentification(
    Blockchain chain, AnonymousWallets anonymous, AccessTokens tokens, ReservationBook book, TimeProvider time)
{
    private readonly SignedMessages _signed = new(time);

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

        return Unpaid(request, proof => _signed.Use(proof, MessageOf(proof, requestHash), request.Admission));
    }

    /// <summary>Who would pay for a request that no payment comes with, or what is wrong with its signature or token; no signature is used up.</summary>
    public (Payer? Payer, DeskRefusal? Refusal) Foresee(ModelRequest request) =>
        Unpaid(request, proof => _signed.FindFault(proof, MessageOf(proof, request.Hash())));

    private (Payer? Payer, DeskRefusal? Refusal) Unpaid(ModelRequest request, Func<WalletProof, DeskRefusal?> check)
    {
        if (request.Proof is { } proof)
        {
            return check(proof) is { } fault ? (null, fault) : (new Payer(proof.PublicKey.Address, HasPaid: false), null);
        }

        if (request.AccessToken is not { } text)
        {
            return (new Payer(anonymous.WalletOf(request.From), HasPaid: false), null);
        }

        var (token, refusal) = tokens.Find(text, AccessScopes.Complete);
        return token is null ? (null, refusal) : (new Payer(token.Wallet, HasPaid: false, token), null);
    }

    private byte[] MessageOf(WalletProof proof, Hash256 request) =>
        WalletProof.MessageToSign(Spec.NetworkMagic, proof.Timestamp, proof.Nonce, request);

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
