using System.Text.Json.Nodes;
using Aigen.Inference;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>
/// Reads what an answer must look like: response_format as OpenAI's clients send it, the schema also where llama.cpp's server takes it, and
/// grammar. Whether the schema or grammar can be followed is checked by the desk.
/// </summary>
internal static class ResponseFormatParameter
{
    private static readonly string[] Kinds = ["text", "json_object", "json_schema"];

    private static readonly Parameter<ResponseFormat?> Format = new FieldType<ResponseFormat>("{type: text, json_object or json_schema}", Schema, OfField).Optional(
        "response_format", "What the answer must look like: with a schema it is JSON that fits.", "text");

    private static readonly Parameter<string?> Grammar = FieldType.String(0, ResponseFormat.MaxGrammarLength).Optional(
        "grammar", "A grammar in llama.cpp's GBNF with a rule root, which the answer fits.");

    public static IReadOnlyList<Parameter> All { get; } = [Format, Grammar];

    public static ResponseFormat Read(RpcParameters fields)
    {
        var format = fields.Get(Format) ?? ResponseFormat.Text;
        if (fields.Get(Grammar) is not { } grammar)
        {
            return format;
        }

        return format == ResponseFormat.Text ? ResponseFormat.Gbnf(grammar) : throw fields.Optional(Grammar)!.Value.Refuse("absent beside response_format");
    }

    private static ResponseFormat OfField(RpcField field)
    {
        var format = field.AsObject();
        return format.Required("type", "text, json_object or json_schema").AsChoice(Kinds) switch
        {
            0 => ResponseFormat.Text,
            1 => format.Optional("schema") is { } schema ? OfSchema(schema) : ResponseFormat.JsonObject,
            _ => OfSchema(format.Optional("schema") ?? Named(format).Required("schema", "a JSON Schema")),
        };
    }

    // OpenAI wraps the schema in an object with a name for it.
    private static RpcParameters Named(RpcParameters format) => format.Required("json_schema", "an object with a schema").AsObject();

    private static ResponseFormat OfSchema(RpcField schema) => ResponseFormat.JsonSchema(schema.Value.GetRawText());

    private static JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["enum"] = new JsonArray([.. Kinds.Select(kind => (JsonNode)kind)]) },
            ["json_schema"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { ["name"] = FieldType.Of("string"), ["schema"] = new JsonObject { ["description"] = "The JSON Schema that the answer fits." } },
                ["required"] = new JsonArray("schema"),
            },
        },
        ["required"] = new JsonArray("type"),
    };
}
