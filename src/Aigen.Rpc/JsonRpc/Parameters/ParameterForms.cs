using System.Text.Json;

namespace Aigen.Rpc.JsonRpc;

/// <summary>
/// Brings the three forms of parameters into one: by position <c>[a, b]</c>, by name <c>{...}</c>, and one object in an array
/// <c>[{...}]</c>, which is by name too. A method whose parameter is itself an object therefore declares it as its envelope.
/// </summary>
public static class ParameterForms
{
    /// <summary>The parameters of a call of <paramref name="method"/>.</summary>
    /// <param name="method">Gives the names of the positions and the envelope.</param>
    /// <param name="given">The params member: an array, an object, null or undefined.</param>
    /// <exception cref="RpcException">More positions are given than the method has, or the envelope is no object.</exception>
    public static RpcParameters Normalise(RpcMethod method, JsonElement given) => given.ValueKind switch
    {
        JsonValueKind.Object => Named(method, given),
        JsonValueKind.Array when given.GetArrayLength() == 1 && given[0].ValueKind == JsonValueKind.Object => Named(method, given[0]),
        JsonValueKind.Array => Positional(method, given),
        _ => default,
    };

    private static RpcParameters Named(RpcMethod method, JsonElement given)
    {
        if (method.Envelope is not null && given.TryGetProperty(method.Envelope, out var content)) return Unwrap(method, method.Envelope, content);
        UnknownNames.RefuseSlips(given, method.Parameters, "");
        return RpcParameters.Of(given, "");
    }

    private static RpcParameters Positional(RpcMethod method, JsonElement given)
    {
        var count = given.GetArrayLength();
        if (count > (method.Envelope is null ? method.Parameters.Count : 1)) throw new RpcException(ProtocolErrors.InvalidParams(TooMany(count, method.Positions)));
        if (method.Envelope is null || count == 0) return RpcParameters.ByPosition(given, method.Parameters);
        return Unwrap(method, method.Envelope, given[0]);
    }

    private static RpcParameters Unwrap(RpcMethod method, string envelope, JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.Object => new RpcField(envelope, content).AsObject(method.Parameters),
        JsonValueKind.Null => default,
        _ => throw new RpcField(envelope, content).Refuse("an object"),
    };

    private static string TooMany(int given, IReadOnlyList<string> positions) => positions.Count == 0
        ? $"{given} given, the method takes none"
        : $"{given} given, at most {positions.Count} allowed ({string.Join(", ", positions)})";
}
