using System.Text.Json.Nodes;
using Aigen.Inference;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>What a chat's template gets beside the messages, as vLLM and llama.cpp's server take it.</summary>
internal static class TemplateParameters
{
    private const string Thinking = "enable_thinking";
    private const string Effort = "reasoning_effort";
    private const string NoEffort = "none";

    private static readonly Parameter<TemplateArguments?> Arguments = new FieldType<TemplateArguments>(
            $"an object of up to {TemplateArguments.MaxLength} characters", () => FieldType.Of("object"), Read)
        .Optional("chat_template_kwargs", "Values by name for the model's chat template. Names that it does not know do nothing.");

    private static readonly Parameter<bool?> EnableThinking = FieldType.Boolean.Optional(
        Thinking, "The same as this name in chat_template_kwargs: whether a model that can thinks before it answers.", "as the template has it");

    // OpenAI's, and what DeepSeek calls more than those.
    private static readonly Parameter<string?> ReasoningEffort = FieldType.Choice(NoEffort, "minimal", "low", "medium", "high", "xhigh", "max").Optional(
        Effort,
        $"The same as this name in chat_template_kwargs: how much a model whose template knows such levels thinks. {NoEffort} is {Thinking} false too.",
        "as the template has it");

    public static IReadOnlyList<Parameter> All { get; } = [Arguments, EnableThinking, ReasoningEffort];

    /// <summary>Null where nothing is given.</summary>
    public static TemplateArguments? Read(RpcParameters fields)
    {
        var arguments = fields.Get(Arguments);
        var (isThinking, effort) = (fields.Get(EnableThinking), fields.Get(ReasoningEffort));
        if (isThinking is { } value)
        {
            arguments = With(arguments, Thinking, value, fields.Optional(EnableThinking)!.Value);
        }

        if (effort is null)
        {
            return arguments;
        }

        var field = fields.Optional(ReasoningEffort)!.Value;
        if (effort == NoEffort && isThinking != false)
        {
            arguments = With(arguments, Thinking, false, field);
        }

        return With(arguments, Effort, effort, field);
    }

    private static TemplateArguments With(TemplateArguments? arguments, string name, JsonNode value, RpcField field) =>
        arguments is not null && arguments.Has(name)
            ? throw field.Refuse($"absent, or other than it is, where {name} is given already")
            : (arguments ?? new TemplateArguments("{}")).With(name, value);

    // What is wrong inside of it, the desk says.
    private static TemplateArguments Read(RpcField field)
    {
        field.AsObject();
        return new TemplateArguments(field.Value.GetRawText());
    }
}
