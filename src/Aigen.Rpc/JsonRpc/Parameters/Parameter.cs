using System.Text;
using System.Text.Json.Nodes;

namespace Aigen.Rpc.JsonRpc;

/// <summary>One parameter of a method, or one field of an object: what documents say of it, and by what it is read.</summary>
public abstract class Parameter
{
    private readonly Func<JsonObject> _schema;

    private protected Parameter(string name, string description, string expected, Func<JsonObject> schema)
    {
        (Name, Description, Expected, _schema) = (name, description, expected, schema);
        NameUtf8 = Encoding.UTF8.GetBytes(name);
    }

    public string Name { get; }

    /// <summary>Another name that some clients send it under; null for none.</summary>
    public string? Alias { get; init; }

    /// <summary>One sentence for documents.</summary>
    public string Description { get; }

    /// <summary>What is allowed, such as "an integer from 1 to 500".</summary>
    public string Expected { get; }

    public bool IsRequired { get; init; }

    /// <summary>What it is where it is not given, as documents show it; null where there is nothing to show.</summary>
    public string? Standard { get; init; }

    /// <summary>The fields of an object.</summary>
    public IReadOnlyList<Parameter> Fields { get; init; } = [];

    internal byte[] NameUtf8 { get; }

    /// <summary>Its JSON Schema. A null is as good as nothing, where nothing is.</summary>
    public JsonObject Schema()
    {
        var schema = _schema();
        return IsRequired ? schema : new JsonObject { ["anyOf"] = new JsonArray(schema, FieldType.Of("null")) };
    }

    /// <summary>Its JSON Schema with the description.</summary>
    public JsonObject DescribedSchema()
    {
        var schema = Schema();
        schema["description"] = Description;
        return schema;
    }
}
