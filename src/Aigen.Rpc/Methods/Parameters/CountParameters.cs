using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

internal static class CountParameters
{
    public static readonly Parameter<bool> ReturnTokens = FieldType.Boolean.Default("return_tokens", false, "Whether the answer has the tokens' ids.");

    public static IReadOnlyList<Parameter> All { get; } =
    [
        MessagesParameter.Counted, CompletionParameters.ModelId, .. TextParameters.OfCount, ReturnTokens, .. ToolsParameter.All, .. TemplateParameters.All,
    ];

    public static DeskRequest Read(RpcCall call)
    {
        var fields = call.Parameters;
        var request = new DeskRequest
        {
            ModelId = fields.Get(CompletionParameters.ModelId),
            From = call.Caller.RemoteAddress,
            Options = new GenerationOptions { Tools = ToolsParameter.Read(fields), TemplateArguments = TemplateParameters.Read(fields) },
        };
        if (TextParameters.ReadCounted(fields) is { } text)
        {
            return request with { Text = text };
        }

        fields.Required("messages", "a list of {role, content}, or prompt in its place");
        return request with { Messages = fields.Get(MessagesParameter.Counted)! };
    }
}
