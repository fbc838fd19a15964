using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class TokenMethods(NodeServices node)
{
    public async ValueTask<RpcResult> Count(RpcCall call)
    {
        var outcome = await node.Desk.CountAsync(Read(call), call.Aborted);
        if (outcome.Value is not { } count)
        {
            return RpcResult.Fail(ErrorTable.Of(outcome.Refusal!));
        }

        var tokens = call.Parameters.OptionalBoolean("return_tokens") == true ? count.Tokens : null;
        return RpcResult.Ok(new TokenCountView(count.ModelId, count.Tokens.Count, count.ContextLength, tokens), ViewJson.Default.TokenCountView);
    }

    private static DeskRequest Read(RpcCall call)
    {
        var fields = call.Parameters;
        fields.OptionalBoolean("return_tokens");
        var request = new DeskRequest { ModelId = ChatParameters.ModelId(fields), From = call.Caller.RemoteAddress };
        if (fields.Optional("prompt") is not { } prompt)
        {
            fields.Required("messages", "a list of {role, content}, or prompt in its place");
            return request with { Messages = MessagesParameter.Read(fields), Options = new GenerationOptions { Tools = ToolsParameter.Read(fields) } };
        }

        return fields.Has("messages") ? throw prompt.Refuse("absent beside messages") : request with { Text = TextParameters.Prompt(fields) };
    }
}
