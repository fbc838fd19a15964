using Aigen.Inference;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>What a chat's template gets beside the messages, as vLLM and llama.cpp's server take it.</summary>
internal static class TemplateParameters
{
    private const string Thinking = "enable_thinking";

    private static readonly Parameter<TemplateArguments?> Arguments = new FieldType<TemplateArguments>(
            $"an object of up to {TemplateArguments.MaxLength} characters", () => FieldType.Of("object"), Read)
        .Optional("chat_template_kwargs", "Values by name for the model's chat template. Names that it does not know do nothing.");

    private static readonly Parameter<bool?> EnableThinking = FieldType.Boolean.Optional(
        Thinking, "The same as this name in chat_template_kwargs: whether a model that can thinks before it answers.", "as the template has it");

    public static IReadOnlyList<Parameter> All { get; } = [Arguments, EnableThinking];

    /// <summary>Null where nothing is given.</summary>
    public static TemplateArguments? Read(RpcParameters fields)
    {
        var arguments = fields.Get(Arguments);
        if (fields.Get(EnableThinking) is not { } isThinking)
        {
            return arguments;
        }

        return arguments is not null && arguments.Has(Thinking)
            ? throw fields.Optional(EnableThinking)!.Value.Refuse($"absent where chat_template_kwargs has {Thinking}")
            : (arguments ?? new TemplateArguments("{}")).With(Thinking, isThinking);
    }

    // What is wrong inside of it, the desk says.
    private static TemplateArguments Read(RpcField field)
    {
        field.AsObject();
        return new TemplateArguments(field.Value.GetRawText());
    }
}
