using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aigen.Rpc.JsonRpc;

/// <summary>The error member of a response.</summary>
/// <param name="Code">A protocol code of <see cref="RpcErrorCodes"/> or a method's own.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Data">Writes the one JSON value of "data"; null leaves the member out.</param>
public sealed record RpcError(int Code, string Message, Action<Utf8JsonWriter>? Data = null)
{
    /// <summary>An error whose data is <paramref name="data"/>, written with generated metadata.</summary>
    public static RpcError With<T>(int code, string message, T data, JsonTypeInfo<T> typeInfo) =>
        new(code, message, json => JsonSerializer.Serialize(json, data, typeInfo));

    /// <summary>-32602 for one parameter: its name, what was given (null when it was absent) and what is allowed.</summary>
    public static RpcError InvalidParameter(string field, string? given, string expected)
    {
        var problem = given is null ? $"{field} is missing, expected {expected}" : $"{field} must be {expected}, given {given}";
        return OfParameter(problem, field, given, expected);
    }

    /// <summary>-32602 for a name that no parameter has but one nearly has.</summary>
    public static RpcError UnknownParameter(string field, string meant) =>
        OfParameter($"{field} is not known, did you mean {meant}?", field, field, meant);

    private static RpcError OfParameter(string problem, string field, string? given, string expected) =>
        new(RpcErrorCodes.InvalidParams, $"Invalid params: {problem}", json =>
        {
            json.WriteStartObject();
            json.WriteString("field"u8, field);
            json.WriteString("given"u8, given);
            json.WriteString("expected"u8, expected);
            json.WriteEndObject();
        });
}
