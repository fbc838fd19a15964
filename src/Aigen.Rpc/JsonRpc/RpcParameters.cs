using System.Text.Json;

namespace Aigen.Rpc.JsonRpc;

/// <summary>
/// Named values: the parameters of a call, whichever form they came in, or a nested object. A null counts as absent, and names that nobody
/// asks for are ignored, because deployed clients send extra ones. The getters throw an <see cref="RpcException"/> with -32602 that names
/// the parameter, what was given and what is allowed.
/// </summary>
public readonly partial struct RpcParameters
{
    private readonly IReadOnlyList<string>? _positions;
    private readonly JsonElement _values;
    private readonly string _path;

    private RpcParameters(JsonElement values, IReadOnlyList<string>? positions, string path)
    {
        _values = values;
        _positions = positions;
        _path = path;
    }

    /// <summary>The field of this name, or null when it is absent or null.</summary>
    public RpcField? Optional(string name)
    {
        var value = Find(name);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
        return new RpcField(_path + name, value);
    }

    /// <summary>The field of this name.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="expected">What the refusal asks for when the field is absent, such as "an address".</param>
    public RpcField Required(string name, string expected = "a value") =>
        Optional(name) ?? throw new RpcException(RpcError.InvalidParameter(_path + name, null, expected));

    /// <summary>True when the field is there and not null.</summary>
    public bool Has(string name) => Optional(name) is not null;

    internal static RpcParameters Of(JsonElement values, string path) => new(values, null, path);

    internal static RpcParameters ByPosition(JsonElement values, IReadOnlyList<string> names) => new(values, names, "");

    private JsonElement Find(string name) => _values.ValueKind switch
    {
        JsonValueKind.Object => _values.TryGetProperty(name, out var value) ? value : default,
        JsonValueKind.Array => FindPosition(name),
        _ => default,
    };

    private JsonElement FindPosition(string name)
    {
        for (var i = 0; i < _positions!.Count && i < _values.GetArrayLength(); i++)
        {
            if (_positions[i] == name) return _values[i];
        }

        return default;
    }
}
