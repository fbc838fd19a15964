namespace Aigen.Metering;

/// <summary>
/// What can be said of a request before its model is there: nobody has a model loaded, and perhaps another unloaded, for a request that is
/// refused then. Nothing is set aside and no signature is used up.
/// </summary>
internal sealed class RequestScreen(ModelTerms terms, PayerIdentification payers, ReservationBook book)
{
    /// <summary>Why its payer may not have this model. What a request costs is known when the model is there; what it costs at the very least, now.</summary>
    public DeskRefusal? Payer(ModelRequest request, string modelId)
    {
        if (request.IsPaidAhead)
        {
            return null;
        }

        if (request.Payment is { } payment)
        {
            return payers.FindFault(payment, request.LeastDemand(modelId, terms.MinimumTier(modelId)));
        }

        var (payer, fault) = payers.Foresee(request);
        if (payer is null)
        {
            return fault;
        }

        // How much is to be paid is said when the texts were counted.
        return book.WouldRefuse(payer, request.LeastDemand(modelId, terms.MinimumTier(modelId))) is { } refusal and not PaymentRequired ? refusal : null;
    }
}
