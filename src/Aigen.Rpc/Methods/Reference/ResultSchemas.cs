using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

/// <summary>JSON Schemas of results, made of the metadata that writes them. Each type with fields is a component of its own.</summary>
internal sealed class ResultSchemas
{
    private readonly SortedDictionary<string, JsonNode?> _components = new(StringComparer.Ordinal);
    private readonly JsonSchemaExporterOptions _options;

    public ResultSchemas() => _options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    /// <summary>Those of the types asked for so far, by name.</summary>
    public JsonObject Components => new(_components.Select(component => KeyValuePair.Create(component.Key, component.Value?.DeepClone())));

    /// <summary>The component that a reference of <see cref="Of"/> names.</summary>
    public JsonObject Component(string reference) => _components[reference.Split('/')[^1]]!.AsObject();

    /// <summary>The schema of a type, which may be a reference to a component.</summary>
    public JsonNode Of(Type type)
    {
        if (type == typeof(string)) return FieldType.Of("string");
        if (type == typeof(bool)) return FieldType.Of("boolean");
        if (type == typeof(JsonObject)) return FieldType.Of("object");
        var info = InfoOf(type) ?? throw new ArgumentException($"{type.Name} is in no context of the results", nameof(type));
        return info.Kind == JsonTypeInfoKind.Object ? Reference(info) : info.GetJsonSchemaAsNode(_options);
    }

    private static JsonTypeInfo? InfoOf(Type type) => ViewJson.Default.GetTypeInfo(type) ?? ShapeJson.Default.GetTypeInfo(type);

    private JsonObject Reference(JsonTypeInfo info)
    {
        var name = NameOf(info.Type);
        if (_components.TryAdd(name, null)) _components[name] = info.GetJsonSchemaAsNode(_options);
        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject described) return schema;
        var isFieldType = context.TypeInfo.Kind == JsonTypeInfoKind.Object && context.TypeInfo.Type.Assembly == typeof(ResultSchemas).Assembly;
        if (isFieldType && context.Path.IsEmpty) LeaveOutOptional(described, context.TypeInfo);
        var node = isFieldType && !context.Path.IsEmpty ? Refer(described, context.TypeInfo) : described;
        if (DescriptionOf(context.PropertyInfo) is { } description) node["description"] = description;
        return node;
    }

    private JsonObject Refer(JsonObject schema, JsonTypeInfo info)
    {
        var isNullable = schema["type"] is JsonArray types && types.Any(type => (string?)type == "null");
        return isNullable ? new JsonObject { ["anyOf"] = new JsonArray(Reference(info), FieldType.Of("null")) } : Reference(info);
    }

    // A field that is left out where it is null is not always there.
    private static void LeaveOutOptional(JsonObject schema, JsonTypeInfo info)
    {
        if (schema["required"] is not JsonArray required) return;
        foreach (var property in info.Properties.Where(MayBeAbsent))
        {
            required.Remove(required.FirstOrDefault(name => (string?)name == property.Name));
        }
    }

    private static bool MayBeAbsent(JsonPropertyInfo property) => AttributeOf<JsonIgnoreAttribute>(property) is { Condition: JsonIgnoreCondition.WhenWritingNull };

    private static string? DescriptionOf(JsonPropertyInfo? property) => property is null ? null : AttributeOf<DescriptionAttribute>(property)?.Description;

    private static T? AttributeOf<T>(JsonPropertyInfo property)
        where T : Attribute => property.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();

    // BlockView is Block, EmbeddingAnswerView<float[]> is EmbeddingAnswer.
    private static string NameOf(MemberInfo type) =>
        type.Name.Split('`')[0].Replace("View", "", StringComparison.Ordinal).Replace("Shape", "", StringComparison.Ordinal);
}
