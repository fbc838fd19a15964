using System.Text.Json;

namespace Aigen.Rpc.JsonRpc;

/// <summary>The members of one request object, or the reason why it is none.</summary>
internal readonly struct RpcRequest
{
    private RpcRequest(JsonElement id, JsonElement method, JsonElement parameters, RpcError? refusal)
    {
        Id = id;
        Method = method;
        Parameters = parameters;
        Refusal = refusal;
    }

    /// <summary>Undefined when the request has none, or none that can be echoed.</summary>
    public JsonElement Id { get; }

    public JsonElement Method { get; }

    public JsonElement Parameters { get; }

    public RpcError? Refusal { get; }

    public bool IsNotification => Refusal is null && Id.ValueKind == JsonValueKind.Undefined;

    public static RpcRequest Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return new RpcRequest(default, default, default, ProtocolErrors.InvalidRequest);
        JsonElement version = default, id = default, method = default, parameters = default;
        foreach (var member in element.EnumerateObject())
        {
            if (member.NameEquals("jsonrpc"u8)) version = member.Value;
            else if (member.NameEquals("id"u8)) id = member.Value;
            else if (member.NameEquals("method"u8)) method = member.Value;
            else if (member.NameEquals("params"u8)) parameters = member.Value;
        }

        var idIsValid = id.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String or JsonValueKind.Number;
        var refusal = FindProblem(version, idIsValid, method, parameters);
        return new RpcRequest(idIsValid ? id : default, method, parameters, refusal);
    }

    private static RpcError? FindProblem(JsonElement version, bool idIsValid, JsonElement method, JsonElement parameters)
    {
        if (method.ValueKind != JsonValueKind.String) return ProtocolErrors.InvalidRequest;
        if (version.ValueKind != JsonValueKind.String || !version.ValueEquals("2.0"u8))
            return ProtocolErrors.Malformed("\"jsonrpc\" must be \"2.0\"");
        if (!idIsValid) return ProtocolErrors.Malformed("\"id\" must be a string, a number or null");
        return parameters.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Array or JsonValueKind.Object
            ? null
            : ProtocolErrors.Malformed("\"params\" must be an array or an object");
    }
}
