using Aigen.Inference;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>What becomes of a model's reasoning, in llama-server's words: its auto is what it calls deepseek too.</summary>
internal static class ReasoningParameter
{
    private const string InText = "none";

    public static readonly Parameter<string> Format = FieldType.Choice("auto", "deepseek", InText).Default(
        "reasoning_format", "auto", "Where the reasoning of a model that reasons comes: auto and deepseek have it in reasoning_content, none leaves it in content.");

    public static ReasoningFormat Read(RpcParameters fields) => fields.Get(Format) == InText ? ReasoningFormat.InText : ReasoningFormat.Apart;
}
