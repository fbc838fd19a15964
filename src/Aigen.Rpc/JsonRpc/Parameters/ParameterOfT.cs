using System.Text.Json.Nodes;

namespace Aigen.Rpc.JsonRpc;

/// <summary>A parameter that is read as a <typeparamref name="T"/>. Made by a <see cref="FieldType{T}"/>.</summary>
public sealed class Parameter<T> : Parameter
{
    private readonly Func<RpcField, T> _read;
    private readonly T _standard;

    internal Parameter(string name, string description, string expected, Func<JsonObject> schema, Func<RpcField, T> read, T standard)
        : base(name, description, expected, schema) => (_read, _standard) = (read, standard);

    /// <summary>The value in <paramref name="given"/>. A null counts as absent.</summary>
    /// <exception cref="RpcException">It is missing, or not what is allowed.</exception>
    internal T ReadFrom(in RpcParameters given)
    {
        if (given.Optional(this) is { } field) return _read(field);
        return IsRequired ? throw given.Missing(this) : _standard;
    }
}
