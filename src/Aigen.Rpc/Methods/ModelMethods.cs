using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class ModelMethods(NodeServices node)
{
    public async ValueTask<RpcResult> List(RpcCall call)
    {
        var views = await Task.WhenAll(node.Models.All.Select(model => ViewOf(model, call.Aborted)));
        return RpcResult.Ok(new ModelListView(views), ViewJson.Default.ModelListView);
    }

    public async ValueTask<RpcResult> Get(RpcCall call)
    {
        var id = call.Parameters.String("model_id");
        return node.Models.TryGet(id, out var model)
            ? RpcResult.Ok(await ViewOf(model, call.Aborted), ViewJson.Default.ModelView)
            : RpcResult.Fail(ErrorTable.Of(new ModelNotFound(id, [.. node.Models.All.Select(known => known.Description.Id)])));
    }

    private async Task<ModelView> ViewOf(ILanguageModel model, CancellationToken cancellationToken)
    {
        var sha256 = await model.Description.Sha256.WaitAsync(cancellationToken);
        return ModelView.Of(model.Description, sha256, node.ModelTerms.MinimumTier(model.Description.Id), model == node.Models.Default);
    }
}
