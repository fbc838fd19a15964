using Aigen.Chain;
using Aigen.Inference;

namespace Aigen.Metering;

/// <summary>The first thing that every request meets: is the network up, is there such a model, would it answer, can it be had.</summary>
internal sealed class ModelLending(Blockchain chain, ModelCatalog models, RequestScreen screen)
{
    /// <summary>The model, loaded first where it is not resident, or why there is none. The lease is the caller's.</summary>
    /// <param name="request">For which.</param>
    /// <param name="isBilled">Whether a receipt comes of it: where none could be stored, an answer would be work for nothing.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    public async Task<(ModelLease? Lease, DeskRefusal? Refusal)> BorrowAsync(ModelRequest request, bool isBilled, CancellationToken cancellationToken)
    {
        if (Shutdown.Load(chain.Ledger.State) is { } shutdown)
        {
            return (null, new ShutdownActive(shutdown.Reason));
        }

        if (isBilled && chain.Problem is { } problem)
        {
            return (null, new PaymentRefused(Refusal.CannotWrite(problem)));
        }

        var id = request.ModelId ?? models.DefaultId;
        if (!models.Knows(id))
        {
            return (null, new ModelNotFound(id, models.Ids));
        }

        // With the model at hand the payer is asked for once the prompt is counted.
        var isLoad = !models.IsResident(id);
        var unfit = request.FindFault() ?? (isBilled && isLoad && models.Foresee(id) is { } foreseen ? request.FindFault(foreseen) : null);
        if ((unfit ?? (isBilled && isLoad ? screen.Payer(request, id) : null)) is { } refusal)
        {
            return (null, refusal);
        }

        try
        {
            // Before it is loaded, and perhaps another unloaded.
            return await FindOtherFileAsync(id, cancellationToken) is { } other
                ? (null, other)
                : (await models.BorrowAsync(id, cancellationToken, request.Waits), null);
        }
        catch (EngineBusyException e)
        {
            return (null, new ModelBusy(e));
        }
        catch (ModelUnavailableException e)
        {
            return (null, new ModelUnavailable(id, e.Reason));
        }
    }

    private async ValueTask<OtherFile?> FindOtherFileAsync(string id, CancellationToken cancellationToken)
    {
        if (chain.Releases.Find(id) is not { } release)
        {
            return null;
        }

        var sha256 = await models.HashAsync(id, cancellationToken);
        return release.IsFile(sha256) ? null : new OtherFile(id, sha256, release);
    }
}
