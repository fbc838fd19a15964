using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>The method table as an OpenRPC 1.3 document (spec.open-rpc.org).</summary>
public static class OpenRpcDocument
{
    private const string Version = "1.3.2";

    // Where a node listens unless it is told otherwise; it cannot know under which name others reach it.
    private const string Server = "http://127.0.0.1:9944";

    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(Create(), AsItIs);

    public static JsonObject Create()
    {
        var schemas = new ResultSchemas();
        var methods = new JsonArray([.. MethodTable.Groups.SelectMany(group => group.Methods.Select(method => Method(group, method, schemas)))]);
        return new JsonObject
        {
            ["openrpc"] = Version,
            ["info"] = new JsonObject
            {
                ["title"] = "Aigen",
                ["version"] = typeof(OpenRpcDocument).Assembly.GetName().Version!.ToString(fieldCount: 3),
                ["description"] = ReferenceFiles.TextOf("_introduction"),
                ["license"] = new JsonObject { ["name"] = "MIT" },
            },
            ["servers"] = new JsonArray(
                new JsonObject { ["name"] = "http", ["url"] = Server },
                new JsonObject { ["name"] = "websocket", ["url"] = Server.Replace("http://", "ws://", StringComparison.Ordinal) }),
            ["methods"] = methods,
            ["components"] = new JsonObject { ["schemas"] = schemas.Components, ["errors"] = Errors() },
        };
    }

    private static JsonObject Method(MethodGroup group, NodeMethod method, ResultSchemas schemas)
    {
        var written = new JsonObject
        {
            ["name"] = method.Name,
            ["summary"] = method.Summary,
            ["tags"] = new JsonArray(new JsonObject { ["name"] = group.Title }),
            ["paramStructure"] = "either",
            ["params"] = new JsonArray([.. Parameters(method)]),
            ["result"] = new JsonObject { ["name"] = "result", ["schema"] = schemas.Of(method.Result) },
            ["errors"] = new JsonArray([.. ErrorMeanings.Of(method).Select(Reference)]),
        };
        if (ReferenceFiles.TextOf(method.Name) is { Length: > 0 } text) written["description"] = text;
        if (ReferenceFiles.ExampleOf(method.Name) is { } example) written["examples"] = new JsonArray(Example(method, example));
        if (method.NeedsConnection) written["x-transport"] = "websocket";
        if (method.Notifications.Count > 0) written["x-notifications"] = Notifications(method, schemas);
        return written;
    }

    private static IEnumerable<JsonNode> Parameters(NodeMethod method) => method.Envelope is { } envelope
        ? [Descriptor(envelope, $"The fields of the {envelope}; they may also be given without it.", isRequired: true, FieldType.ObjectSchema(method.Parameters))]
        : method.Parameters.Select(parameter => Descriptor(parameter.Name, Described(parameter), parameter.IsRequired, parameter.Schema()));

    private static JsonObject Descriptor(string name, string description, bool isRequired, JsonObject schema) =>
        new() { ["name"] = name, ["description"] = description, ["required"] = isRequired, ["schema"] = schema };

    private static string Described(Parameter parameter) =>
        parameter.Standard is { } standard ? $"{parameter.Description} Default: {standard}." : parameter.Description;

    /// <summary>What stands in <c>params.result</c> of the notifications <c>subscription</c> that follow.</summary>
    private static JsonObject Notifications(NodeMethod method, ResultSchemas schemas) => new()
    {
        ["method"] = "subscription",
        ["params"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["subscription"] = FieldType.Of("string"),
                ["result"] = new JsonObject { ["anyOf"] = new JsonArray([.. method.Notifications.Select(schemas.Of)]) },
            },
            ["required"] = new JsonArray("subscription", "result"),
        },
        ["examples"] = new JsonArray([.. ReferenceFiles.ExampleOf(method.Name)?.Notifications.Select(result => new JsonObject
        {
            ["name"] = "subscription",
            ["value"] = new JsonObject { ["subscription"] = "sub_123", ["result"] = result.DeepClone() },
        }) ?? []]),
    };

    private static JsonObject Example(NodeMethod method, MethodExample example) => new()
    {
        ["name"] = method.Name,
        ["params"] = new JsonArray([.. Named(method, example.Parameters).Select(parameter => new JsonObject { ["name"] = parameter.Name, ["value"] = parameter.Value?.DeepClone() })]),
        ["result"] = new JsonObject { ["name"] = "result", ["value"] = example.Result?.DeepClone() },
    };

    private static IEnumerable<(string Name, JsonNode? Value)> Named(NodeMethod method, JsonNode? parameters) => parameters switch
    {
        JsonArray list => list.Select((value, at) => (method.Positions[at], value)),
        JsonObject fields => fields.Select(field => (field.Key, field.Value)),
        _ => [],
    };

    private static JsonObject Reference(ErrorMeaning error) => new() { ["$ref"] = $"#/components/errors/{error.Name}" };

    private static JsonObject Errors() => new(ErrorMeanings.All.Select(error =>
        KeyValuePair.Create(error.Name, (JsonNode?)new JsonObject { ["code"] = error.Code, ["message"] = error.Message, ["data"] = error.Data })));
}
