using Aigen.Chain;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class ModelMethods(NodeServices node)
{
    public async ValueTask<RpcResult> List(RpcCall call)
    {
        var here = await Task.WhenAll(node.Models.Ids.Select(id => ViewOf(id, call.Aborted)));
        var elsewhere = node.Chain.Releases.All.Where(release => !node.Models.Knows(release.ModelId)).Select(ViewOf);
        return RpcResult.Ok(new ModelListView([.. here, .. elsewhere]), ViewJson.Default.ModelListView);
    }

    public async ValueTask<RpcResult> Get(RpcCall call)
    {
        var given = call.Get(ModelParameters.Id);
        var view = !node.Models.Knows(given) && node.Chain.Releases.Find(given) is { } release ? ViewOf(release) : await ViewOf(Id(call), call.Aborted);
        return RpcResult.Ok(view, ViewJson.Default.ModelView);
    }

    public async ValueTask<RpcResult> Load(RpcCall call)
    {
        RequireOperator(call);
        var id = Id(call);
        try
        {
            await node.Models.LoadAsync(id, call.Aborted);
        }
        catch (Exception e) when (ErrorTable.Of(e) is { } error)
        {
            return RpcResult.Fail(error);
        }

        return await One(id, call.Aborted);
    }

    public async ValueTask<RpcResult> Unload(RpcCall call)
    {
        RequireOperator(call);
        var id = Id(call);
        return await node.Models.UnloadAsync(id) == UnloadOutcome.InUse
            ? RpcResult.Fail(ErrorTable.Of(new ModelUnavailable(id, "requests use it, so it stays loaded")))
            : await One(id, call.Aborted);
    }

    private async Task<RpcResult> One(string id, CancellationToken cancellationToken) =>
        RpcResult.Ok(new ModelListView([await ViewOf(id, cancellationToken)]), ViewJson.Default.ModelListView);

    private void RequireOperator(RpcCall call)
    {
        if (node.Operator.Refuse(call.Caller) is { } refusal)
        {
            throw new RpcException(refusal);
        }
    }

    private string Id(RpcCall call)
    {
        var id = call.Get(ModelParameters.Id);
        return node.Models.Knows(id) ? id : throw new RpcException(ErrorTable.Of(new ModelNotFound(id, node.Models.Ids)));
    }

    private async Task<ModelView> ViewOf(string id, CancellationToken cancellationToken) =>
        ModelView.Of(
            await node.Models.DescribeAsync(id, cancellationToken), node.ModelTerms.MinimumTier(id), id == node.Models.DefaultId, node.Chain.Releases.Find(id));

    private ModelView ViewOf(ModelRelease release) => ModelView.Of(release, node.ModelTerms.MinimumTier(release.ModelId));
}
