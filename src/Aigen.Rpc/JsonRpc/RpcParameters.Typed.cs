using System.Numerics;

namespace Aigen.Rpc.JsonRpc;

/// <content>The usual types, so that a handler reads a parameter in one line.</content>
public readonly partial struct RpcParameters
{
    /// <summary>A string of minLength to maxLength characters.</summary>
    public string String(string name, int minLength = 0, int maxLength = int.MaxValue) =>
        Required(name, "a string").AsString(minLength, maxLength);

    /// <summary>A string of minLength to maxLength characters, or null.</summary>
    public string? OptionalString(string name, int minLength = 0, int maxLength = int.MaxValue) =>
        Optional(name)?.AsString(minLength, maxLength);

    /// <summary>An unsigned 64-bit integer, given as a number or as a decimal string.</summary>
    public ulong UInt64(string name, ulong min = ulong.MinValue, ulong max = ulong.MaxValue) =>
        Integer(name, min, max).AsUInt64(min, max);

    /// <summary>An unsigned 64-bit integer, given as a number or as a decimal string, or null.</summary>
    public ulong? OptionalUInt64(string name, ulong min = ulong.MinValue, ulong max = ulong.MaxValue) => Optional(name)?.AsUInt64(min, max);

    /// <summary>A signed 64-bit integer, given as a number or as a decimal string.</summary>
    public long Int64(string name, long min = long.MinValue, long max = long.MaxValue) =>
        Integer(name, min, max).AsInt64(min, max);

    /// <summary>A signed 64-bit integer, given as a number or as a decimal string, or null.</summary>
    public long? OptionalInt64(string name, long min = long.MinValue, long max = long.MaxValue) => Optional(name)?.AsInt64(min, max);

    /// <summary>An integer in a range.</summary>
    public int Int32(string name, int min = int.MinValue, int max = int.MaxValue) =>
        Integer(name, min, max).AsInt32(min, max);

    /// <summary>An integer in a range, or null.</summary>
    public int? OptionalInt32(string name, int min = int.MinValue, int max = int.MaxValue) => Optional(name)?.AsInt32(min, max);

    /// <summary>A finite number in a range.</summary>
    public double Double(string name, double min = double.MinValue, double max = double.MaxValue) =>
        Required(name, RpcField.NumberRange(min, max)).AsDouble(min, max);

    /// <summary>A finite number in a range, or null.</summary>
    public double? OptionalDouble(string name, double min = double.MinValue, double max = double.MaxValue) =>
        Optional(name)?.AsDouble(min, max);

    /// <summary>True or false.</summary>
    public bool Boolean(string name) => Required(name, "true or false").AsBoolean();

    /// <summary>True or false, or null.</summary>
    public bool? OptionalBoolean(string name) => Optional(name)?.AsBoolean();

    /// <summary>A nested object.</summary>
    public RpcParameters Object(string name) => Required(name, "an object").AsObject();

    /// <summary>A nested object, or null.</summary>
    public RpcParameters? OptionalObject(string name) => Optional(name)?.AsObject();

    /// <summary>An array of minItems to maxItems fields.</summary>
    public IReadOnlyList<RpcField> Array(string name, int minItems = 0, int maxItems = int.MaxValue) =>
        Required(name, "an array").AsArray(minItems, maxItems);

    /// <summary>An array of minItems to maxItems fields, or null.</summary>
    public IReadOnlyList<RpcField>? OptionalArray(string name, int minItems = 0, int maxItems = int.MaxValue) =>
        Optional(name)?.AsArray(minItems, maxItems);

    // The text of the range is made only where it is needed: a transaction has four such fields.
    private RpcField Integer<T>(string name, T min, T max) where T : IBinaryInteger<T> =>
        Optional(name) ?? Required(name, RpcField.IntegerRange(min, max));
}
