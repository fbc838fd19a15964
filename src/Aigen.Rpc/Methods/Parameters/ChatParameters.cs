using Aigen.Metering;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>What is asked of a chat completion.</summary>
internal static class ChatParameters
{
    public static IReadOnlyList<Parameter> All { get; } =
    [
        MessagesParameter.Messages, .. CompletionParameters.Shared, LogprobsParameter.Asked, LogprobsParameter.Top, SamplingParameters.Answers,
        .. ToolsParameter.All, .. TemplateParameters.All, ReasoningParameter.Format,
    ];

    public static DeskRequest Read(RpcCall call) => Read(call.Parameters, CompletionParameters.Read(call));

    /// <summary>What is asked, but not who asks.</summary>
    public static DeskRequest Read(RpcParameters fields) => Read(fields, CompletionParameters.Read(fields));

    private static DeskRequest Read(RpcParameters fields, DeskRequest shared) => shared with
    {
        Messages = MessagesParameter.Read(fields),
        Options = shared.Options with
        {
            TopLogprobs = LogprobsParameter.Read(fields),
            Tools = ToolsParameter.Read(fields),
            TemplateArguments = TemplateParameters.Read(fields),
            ReasoningFormat = ReasoningParameter.Read(fields),
        },
    };
}
