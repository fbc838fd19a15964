using Aigen.Inference;

namespace Aigen.Metering;

/// <summary>
/// What can be said of a request before its model is there: nobody has a model loaded, and perhaps another unloaded, for a request that is
/// refused then. Nothing is set aside and no signature is used up.
/// </summary>
internal sealed class RequestScreen(ModelTerms terms, AnonymousWallets anonymous, WalletProofs proofs, ReservationBook book)
{
    /// <summary>Why no model would answer it.</summary>
    public static DeskRefusal? Content(DeskRequest request)
    {
        var options = request.Options with { MaxTokens = request.MaxTokens ?? Desk.DefaultMaxTokens };
        if (GenerationOptions.Validate(options) is [var fault, ..])
        {
            return new BadOption(fault.Field, fault.Given, fault.Allowed);
        }

        return ChatRules.FindFault(request.Messages) is { } reason ? new BadChatFormat(reason) : null;
    }

    /// <summary>Why its payer may not have this model. A payment is looked at when the model is there, since only then its price is known.</summary>
    public DeskRefusal? Payer(DeskRequest request, string modelId)
    {
        if (request.Payment is not null)
        {
            return null;
        }

        if (request.Proof is { } proof && proofs.FindFault(proof, RequestHash.Of(request.ModelId, request.Messages, request.Options)) is { } fault)
        {
            return fault;
        }

        // As short as a prompt can be, in any context: whoever is refused with it is refused with every other.
        var demand = new Demand(modelId, terms.MinimumTier(modelId), 1, request.MaxTokens, int.MaxValue);
        var wallet = request.Proof?.PublicKey.Address ?? anonymous.WalletOf(request.From);
        var refusal = book.WouldRefuse(new Payer(wallet, HasPaid: false), demand);

        // How much is to be paid is said when the prompt was counted.
        return refusal is PaymentRequired ? null : refusal;
    }
}
