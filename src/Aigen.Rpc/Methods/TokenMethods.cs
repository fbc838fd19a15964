using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class TokenMethods(NodeServices node)
{
    public async ValueTask<RpcResult> Count(RpcCall call)
    {
        var returnsTokens = call.Get(CountParameters.ReturnTokens);
        var outcome = await node.Desk.CountAsync(CountParameters.Read(call), call.Aborted);
        if (outcome.Value is not { } count)
        {
            return RpcResult.Fail(ErrorTable.Of(outcome.Refusal!));
        }

        var tokens = returnsTokens ? count.Tokens : null;
        return RpcResult.Ok(new TokenCountView(count.ModelId, count.Tokens.Count, count.ContextLength, tokens), ViewJson.Default.TokenCountView);
    }
}
