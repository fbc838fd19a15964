using System.Text.Json;

namespace Aigen.Rpc.JsonRpc;

/// <summary>
/// Named values: the parameters of a call, whichever form they came in, or a nested object. A null counts as absent. Reading refuses with
/// -32602 that names the parameter, what was given and what is allowed.
/// </summary>
public readonly struct RpcParameters
{
    private readonly IReadOnlyList<Parameter>? _positions;
    private readonly JsonElement _values;
    private readonly string? _path;

    private RpcParameters(JsonElement values, IReadOnlyList<Parameter>? positions, string path)
    {
        _values = values;
        _positions = positions;
        _path = path;
    }

    /// <summary>The value of a parameter.</summary>
    public T Get<T>(Parameter<T> parameter) => parameter.ReadFrom(this);

    /// <summary>The field of a parameter as it came, or null when it is absent or null.</summary>
    public RpcField? Optional(Parameter parameter)
    {
        if (NotNull(Find(parameter)) is { } value) return new RpcField(_path + parameter.Name, value);
        return parameter.Alias is { } alias ? Optional(alias) : null;
    }

    /// <summary>True when the parameter is there and not null.</summary>
    public bool Has(Parameter parameter) => Optional(parameter) is not null;

    /// <summary>The named field, or null when it is absent or null: for what is looked at only to be refused, and for what lies deep in others.</summary>
    public RpcField? Optional(string name) =>
        _values.ValueKind == JsonValueKind.Object && _values.TryGetProperty(name, out var value) && NotNull(value) is { } given
            ? new RpcField(_path + name, given)
            : null;

    /// <summary>The named field.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="expected">What the refusal asks for when the field is absent, such as "an address".</param>
    public RpcField Required(string name, string expected = "a value") => Optional(name) ?? throw Missing(name, expected);

    internal static RpcParameters Of(JsonElement values, string path) => new(values, null, path);

    internal static RpcParameters ByPosition(JsonElement values, IReadOnlyList<Parameter> positions) => new(values, positions, "");

    internal RpcException Missing(Parameter parameter) => Missing(parameter.Name, parameter.Expected);

    private RpcException Missing(string name, string expected) => new(RpcError.InvalidParameter(_path + name, null, expected));

    private JsonElement Find(Parameter parameter) => _values.ValueKind switch
    {
        JsonValueKind.Object => _values.TryGetProperty(parameter.NameUtf8, out var value) ? value : default,
        JsonValueKind.Array => FindPosition(parameter),
        _ => default,
    };

    private JsonElement FindPosition(Parameter parameter)
    {
        for (var i = 0; i < _positions!.Count && i < _values.GetArrayLength(); i++)
        {
            if (ReferenceEquals(_positions[i], parameter)) return _values[i];
        }

        return default;
    }

    private static JsonElement? NotNull(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : value;
}
