using System.Text.Json;
using System.Text.Json.Nodes;
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

    private static readonly Parameter<List<ToolFunction>?> Tools = new FieldType<List<ToolFunction>>(
            $"a list of 1 to {ToolUse.MaxFunctions} {{type: \"function\", function: {{name, description, parameters}}}}", ToolsSchema, Functions)
        .Optional("tools", "Functions that the model may ask to be called.");

    private static readonly Parameter<RpcField?> Choice = new FieldType<RpcField>(ExpectedChoice, ChoiceSchema, field => field).Optional(
        "tool_choice", "Whether it may, must or must not call one, or which.", "auto");

    private static readonly Parameter<bool> Parallel = FieldType.Boolean.Default("parallel_tool_calls", true, "Whether an answer may have several calls.");

    public static IReadOnlyList<Parameter> All { get; } = [Tools, Choice, Parallel];

    /// <summary>Null where the model is to call nothing.</summary>
    public static ToolUse? Read(RpcParameters fields)
    {
        var (isParallel, functions, choice) = (fields.Get(Parallel), fields.Get(Tools), fields.Get(Choice));
        if (functions is not null)
        {
            return Choose(functions, choice, isParallel);
        }

        return choice is { } given && !IsText(given, "none") && !IsText(given, "auto") ? throw given.Refuse("absent without tools") : null;
    }

    private static List<ToolFunction> Functions(RpcField field)
    {
        var functions = new List<ToolFunction>();
        foreach (var tool in field.AsArray(1, ToolUse.MaxFunctions))
        {
            functions.Add(Function(tool, functions));
        }

        return functions;
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

    private static JsonObject ToolsSchema() => new()
    {
        ["type"] = "array",
        ["minItems"] = 1,
        ["maxItems"] = ToolUse.MaxFunctions,
        ["items"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["type"] = new JsonObject { ["const"] = "function" },
                ["function"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject
                    {
                        ["name"] = new JsonObject { ["type"] = "string", ["description"] = ExpectedName },
                        ["description"] = FieldType.Of("string"),
                        ["parameters"] = new JsonObject { ["type"] = "object", ["description"] = "A JSON Schema of type object." },
                    },
                    ["required"] = new JsonArray("name"),
                },
            },
            ["required"] = new JsonArray("type", "function"),
        },
    };

    private static JsonObject ChoiceSchema() => new()
    {
        ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = new JsonArray("none", "auto", "required") }, FieldType.Of("object")),
    };
}
