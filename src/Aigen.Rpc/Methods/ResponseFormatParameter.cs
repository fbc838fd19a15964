using Aigen.Inference;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>
/// Reads what an answer must look like: response_format as OpenAI's clients send it, the schema also where llama.cpp's server takes it, and
/// grammar. Whether the schema or grammar can be followed is checked by the desk.
/// </summary>
internal static class ResponseFormatParameter
{
    public static ResponseFormat Read(RpcParameters fields)
    {
        var format = fields.Optional("response_format") is { } field ? OfField(field) : ResponseFormat.Text;
        if (fields.Optional("grammar") is not { } grammar)
        {
            return format;
        }

        return format == ResponseFormat.Text ? ResponseFormat.Gbnf(grammar.AsString()) : throw grammar.Refuse("absent beside response_format");
    }

    private static ResponseFormat OfField(RpcField field)
    {
        var format = field.AsObject();
        return format.Required("type", "text, json_object or json_schema").AsChoice("text", "json_object", "json_schema") switch
        {
            0 => ResponseFormat.Text,
            1 => format.Optional("schema") is { } schema ? OfSchema(schema) : ResponseFormat.JsonObject,
            _ => OfSchema(format.Optional("schema") ?? Named(format).Required("schema", "a JSON Schema")),
        };
    }

    // OpenAI wraps the schema in an object with a name for it.
    private static RpcParameters Named(RpcParameters format) => format.Required("json_schema", "an object with a schema").AsObject();

    private static ResponseFormat OfSchema(RpcField schema) => ResponseFormat.JsonSchema(schema.Value.GetRawText());
}
