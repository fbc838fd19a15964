using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>The part of the desk that gives embeddings: all of a request's or none, so that nobody pays for a part.</summary>
internal sealed class EmbeddingDesk(PayerIdentification payers, ModelTerms terms, ReservationBook book)
{
    public async Task<DeskOutcome<EmbeddingAnswer>> EmbedAsync(EmbedRequest request, ILanguageModel model, CancellationToken cancellationToken)
    {
        var description = model.Description;
        var (texts, unfit) = EmbeddingTexts.Of(request, description, model);
        if (texts is null)
        {
            return new(null, unfit);
        }

        var requestHash = request.Hash();
        var demand = Demand.OfTexts(description.Id, terms.MinimumTier(description.Id), texts.Tokens, texts.Longest, description.Embeddings!.MaxTokens);
        var (payer, unknown) = await payers.IdentifyAsync(request, requestHash, demand, cancellationToken);
        if (payer is null)
        {
            return new(null, unknown);
        }

        var modelHash = Hash256.Parse(await description.Sha256.WaitAsync(cancellationToken));
        var (reservation, refusal) = book.Reserve(payer, demand);
        if (reservation is null)
        {
            return new(null, refusal);
        }

        var embeddings = await ComputeAsync(model, texts, request.Dimensions, reservation, cancellationToken);
        var receipt = book.Settle(reservation, EmbeddingBill.Of(reservation, modelHash, requestHash, texts.Tokens, embeddings));
        return new(new EmbeddingAnswer(description.Id, embeddings, receipt), null);
    }

    private async Task<IReadOnlyList<float[]>> ComputeAsync(
        ILanguageModel model, EmbeddingTexts texts, int? dimensions, Reservation reservation, CancellationToken cancellationToken)
    {
        try
        {
            return await model.EmbedAsync(texts.Prompts, dimensions, reservation.Weight, cancellationToken);
        }
        catch
        {
            book.Release(reservation);
            throw;
        }
    }
}
