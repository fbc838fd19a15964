using System.Text.Json.Nodes;

namespace Aigen.Rpc.JsonRpc;

/// <summary>What a value may be: in words, as JSON Schema, and how it is read.</summary>
/// <param name="Expected">Completes "must be" in refusals and stands in documents, such as "an address, 20 bytes in hex".</param>
/// <param name="Schema">Makes its JSON Schema (draft 7); only documents ask for it.</param>
/// <param name="Read">Reads a value that is there and not null; one that does not fit is refused by throwing.</param>
public sealed record FieldType<T>(string Expected, Func<JsonObject> Schema, Func<RpcField, T> Read)
{
    /// <summary>The fields of an object, for documents. Default: none.</summary>
    public IReadOnlyList<Parameter> Fields { get; init; } = [];

    /// <summary>A parameter that must be given.</summary>
    /// <param name="name">As clients write it.</param>
    /// <param name="description">One sentence.</param>
    public Parameter<T> Required(string name, string description) =>
        new(name, description, Expected, Schema, Read, default!) { IsRequired = true, Fields = Fields };

    /// <summary>A parameter that has a value of its own where it is not given.</summary>
    /// <param name="name">As clients write it.</param>
    /// <param name="standard">What it is where it is not given.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="shown">The standard value as documents show it; by default as it is written.</param>
    public Parameter<T> Default(string name, T standard, string description, string? shown = null) =>
        new(name, description, Expected, Schema, Read, standard) { Standard = shown ?? FieldType.Text(standard), Fields = Fields };
}

/// <summary>Parameters of values that may be absent and are null then.</summary>
public static class OptionalValueParameter
{
    public static Parameter<T?> Optional<T>(this FieldType<T> type, string name, string description, string? shown = null, string? alias = null)
        where T : struct =>
        new(name, description, type.Expected, type.Schema, field => type.Read(field), null) { Standard = shown, Alias = alias, Fields = type.Fields };
}

/// <summary>Parameters of objects that may be absent and are null then.</summary>
public static class OptionalReferenceParameter
{
    public static Parameter<T?> Optional<T>(this FieldType<T> type, string name, string description, string? shown = null, string? alias = null)
        where T : class =>
        new(name, description, type.Expected, type.Schema, type.Read, null) { Standard = shown, Alias = alias, Fields = type.Fields };
}
