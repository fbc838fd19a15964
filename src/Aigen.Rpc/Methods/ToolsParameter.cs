using System.Text.Json;
using Aigen.Inference;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>
/// Reads tools, tool_choice and parallel_tool_calls, as OpenAI has them. Whether the model takes tools and a grammar can say their schemas is
/// checked by the desk.
/// </summary>
internal static class ToolsParameter
{
    private const string ExpectedName = "1 to 64 letters, digits, _ and -";
    private const string ExpectedChoice = "none, auto, required, or {type: \"function\", function: {name}}";

    /// <summary>Null where the model is to call nothing.</summary>
    public static ToolUse? Read(RpcParameters fields)
    {
        var isParallel = fields.OptionalBoolean("parallel_tool_calls") ?? true;
        if (fields.Optional("tools") is not { } tools)
        {
            return fields.Optional("tool_choice") is { } choice && !IsText(choice, "none") && !IsText(choice, "auto") ? throw choice.Refuse("absent without tools") : null;
        }

        var functions = new List<ToolFunction>();
        foreach (var tool in tools.AsArray(1, ToolUse.MaxFunctions))
        {
            functions.Add(Function(tool, functions));
        }

        return Choose(functions, fields.Optional("tool_choice"), isParallel);
    }

    private static ToolUse? Choose(List<ToolFunction> functions, RpcField? given, bool isParallel)
    {
        if (given is not { } choice)
        {
            return new ToolUse(functions, isParallel: isParallel);
        }

        if (choice.Value.ValueKind != JsonValueKind.Object)
        {
            return IsText(choice, "none") ? null
                : IsText(choice, "auto") ? new ToolUse(functions, isParallel: isParallel)
                : IsText(choice, "required") ? new ToolUse(functions, ToolChoice.Required, isParallel: isParallel)
                : throw choice.Refuse(ExpectedChoice);
        }

        var name = choice.AsObject().Required("function", ExpectedChoice).AsObject().Required("name", "the name of one of the tools");
        return functions.Exists(function => function.Name == name.AsString())
            ? new ToolUse(functions, named: name.AsString(), isParallel: isParallel)
            : throw name.Refuse("the name of one of the tools");
    }

    private static ToolFunction Function(RpcField field, List<ToolFunction> before)
    {
        var tool = field.AsObject();
        tool.Required("type", "function").AsChoice("function");
        var function = tool.Required("function", "an object with a name").AsObject();
        var name = function.Required("name", ExpectedName);
        if (!ToolFunction.IsName(name.AsString()) || before.Exists(other => other.Name == name.AsString()))
        {
            throw name.Refuse($"{ExpectedName}, other than those of the other tools");
        }

        return new ToolFunction(name.AsString(), Parameters(function), field.Value.GetRawText());
    }

    private static string? Parameters(RpcParameters function)
    {
        if (function.Optional("parameters") is not { } parameters)
        {
            return null;
        }

        var isEmpty = parameters.Value.ValueKind == JsonValueKind.Object && !parameters.Value.EnumerateObject().Any();
        var isObject = isEmpty || parameters.AsObject().Optional("type") is { } type && IsText(type, "object");
        return !isObject ? throw parameters.Refuse("a JSON Schema with \"type\": \"object\"") : isEmpty ? null : parameters.Value.GetRawText();
    }

    private static bool IsText(RpcField field, string text) => field.Value.ValueKind == JsonValueKind.String && field.Value.ValueEquals(text);
}
