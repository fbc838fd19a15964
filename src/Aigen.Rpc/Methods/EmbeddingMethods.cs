using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class EmbeddingMethods(NodeServices node)
{
    public async ValueTask<RpcResult> Create(RpcCall call)
    {
        var request = EmbeddingParameters.Read(call);
        var inBase64 = call.Get(EmbeddingParameters.Encoding) == "base64";
        try
        {
            var outcome = await node.Desk.EmbedAsync(request, call.Aborted);
            if (outcome.Value is not { } answer)
            {
                return RpcResult.Fail(ErrorTable.Of(outcome.Refusal!));
            }

            var created = node.Time.GetUtcNow();
            return inBase64
                ? RpcResult.Ok(
                    EmbeddingAnswerView.Of(answer, created, embedding => Convert.ToBase64String(EmbeddingBytes.Of(embedding))),
                    ViewJson.Default.EmbeddingAnswerViewString)
                : RpcResult.Ok(EmbeddingAnswerView.Of(answer, created, embedding => embedding), ViewJson.Default.EmbeddingAnswerViewSingleArray);
        }
        catch (Exception exception) when (ErrorTable.Of(exception) is { } error)
        {
            return RpcResult.Fail(error);
        }
    }
}
