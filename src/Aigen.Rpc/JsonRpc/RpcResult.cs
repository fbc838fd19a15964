using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aigen.Rpc.JsonRpc;

/// <summary>What a handler answers: a value together with the way to write it, or an error.</summary>
public readonly struct RpcResult
{
    private readonly object? _value;
    private readonly object? _how;

    private RpcResult(object? value, object? how)
    {
        _value = value;
        _how = how;
    }

    /// <summary>The JSON true.</summary>
    public static RpcResult True { get; } = Ok(static json => json.WriteBooleanValue(true));

    /// <summary>The JSON false.</summary>
    public static RpcResult False { get; } = Ok(static json => json.WriteBooleanValue(false));

    /// <summary>The JSON null, which is also what a default <see cref="RpcResult"/> is.</summary>
    public static RpcResult Null => default;

    /// <summary>The refusal, or null when the call succeeded.</summary>
    public RpcError? Error => _how is null ? _value as RpcError : null;

    /// <summary>A value written with its generated metadata. A null value is the JSON null.</summary>
    public static RpcResult Ok<T>(T value, JsonTypeInfo<T> typeInfo) => new(value, typeInfo);

    /// <summary>A value that <paramref name="write"/> writes: exactly one JSON value.</summary>
    public static RpcResult Ok(Action<Utf8JsonWriter> write) => new(null, write);

    /// <summary>A JSON string.</summary>
    public static RpcResult Ok(string value) => new(value, null);

    /// <summary>The JSON true or false.</summary>
    public static RpcResult Ok(bool value) => value ? True : False;

    /// <summary>JSON that is already UTF-8 text, such as a cached answer; it is not checked again.</summary>
    public static RpcResult Raw(ReadOnlyMemory<byte> jsonUtf8) => new(null, jsonUtf8);

    /// <summary>A refusal.</summary>
    public static RpcResult Fail(RpcError error) => new(error, null);

    /// <summary>A refusal without data.</summary>
    public static RpcResult Fail(int code, string message) => Fail(new RpcError(code, message));

    /// <summary>Lets a handler return an error where a result is expected.</summary>
    public static implicit operator RpcResult(RpcError error) => Fail(error);

    /// <summary>Names the conversion for languages without implicit ones.</summary>
    public static RpcResult FromRpcError(RpcError error) => Fail(error);

    internal void WriteTo(Utf8JsonWriter json)
    {
        switch (_how)
        {
            case JsonTypeInfo typeInfo: JsonSerializer.Serialize(json, _value, typeInfo); break;
            case Action<Utf8JsonWriter> write: write(json); break;
            case ReadOnlyMemory<byte> raw: json.WriteRawValue(raw.Span, skipInputValidation: true); break;
            default: json.WriteStringValue(_value as string); break;
        }
    }
}
