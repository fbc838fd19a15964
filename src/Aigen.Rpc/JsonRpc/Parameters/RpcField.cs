using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Aigen.Rpc.JsonRpc;

/// <summary>One given value together with its name in refusals, such as "transaction.amount" or "messages[0].role".</summary>
public readonly partial struct RpcField
{
    private const int LongestQuote = 64;

    private const int NoIndex = -1;
    private readonly string _owner;
    private readonly int _index;

    internal RpcField(string owner, JsonElement value, int index = NoIndex)
    {
        _owner = owner;
        _index = index;
        Value = value;
    }

    /// <summary>Where the value is, counted from the parameters of the call.</summary>
    public string Path => _index == NoIndex ? _owner : $"{_owner}[{_index}]";

    /// <summary>The JSON value; it lives as long as the call.</summary>
    public JsonElement Value { get; }

    /// <summary>A string of minLength to maxLength characters (UTF-16 units).</summary>
    public string AsString(int minLength = 0, int maxLength = int.MaxValue)
    {
        var text = Value.ValueKind == JsonValueKind.String ? Value.GetString() : null;
        if (text is not null && text.Length >= minLength && text.Length <= maxLength) return text;
        throw Refuse(LengthRange("a string", minLength, maxLength, "characters"));
    }

    /// <summary>A string as it is, or a number as it was written: for ids that some clients send as numbers.</summary>
    public string AsText() => Value.ValueKind switch
    {
        JsonValueKind.String => Value.GetString()!,
        JsonValueKind.Number => Value.GetRawText(),
        _ => throw Refuse("a string or a number"),
    };

    /// <summary>True or false.</summary>
    public bool AsBoolean() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refuse("true or false"),
    };

    /// <summary>The index of the string in <paramref name="choices"/>; case matters.</summary>
    public int AsChoice(params ReadOnlySpan<string> choices)
    {
        var index = Value.ValueKind == JsonValueKind.String ? choices.IndexOf(Value.GetString()!) : -1;
        return index >= 0 ? index : throw Refuse("one of " + string.Join(", ", choices!));
    }

    /// <summary>A nested object.</summary>
    public RpcParameters AsObject() =>
        Value.ValueKind == JsonValueKind.Object ? RpcParameters.Of(Value, Path + ".") : throw Refuse("an object");

    /// <summary>A nested object of these fields.</summary>
    public RpcParameters AsObject(IReadOnlyList<Parameter> fields)
    {
        var content = AsObject();
        UnknownNames.RefuseSlips(Value, fields, Path + ".");
        return content;
    }

    /// <summary>An array of minItems to maxItems fields.</summary>
    public IReadOnlyList<RpcField> AsArray(int minItems = 0, int maxItems = int.MaxValue)
    {
        if (Value.ValueKind != JsonValueKind.Array || Value.GetArrayLength() < minItems || Value.GetArrayLength() > maxItems)
            throw Refuse(LengthRange("an array", minItems, maxItems, "items"));
        var fields = new RpcField[Value.GetArrayLength()];
        var path = Path;
        var at = 0;
        foreach (var item in Value.EnumerateArray()) fields[at] = new RpcField(path, item, at++);
        return fields;
    }

    /// <summary>The refusal of this value, for a type of the caller's own: <c>throw field.Refuse("an address")</c>.</summary>
    public RpcException Refuse(string expected) => new(RpcError.InvalidParameter(Path, Quote(), expected));

    // As it came, but short: the refusal must not carry a megabyte back.
    private string Quote()
    {
        var raw = JsonMarshal.GetRawUtf8Value(Value);
        if (raw.Length <= LongestQuote) return Encoding.UTF8.GetString(raw);
        var cut = LongestQuote;
        while ((raw[cut] & 0xC0) == 0x80) cut--;
        return $"{Encoding.UTF8.GetString(raw[..cut])}... ({raw.Length} bytes)";
    }

    internal static string LengthRange(string what, int min, int max, string unit) => (min, max) switch
    {
        (0, int.MaxValue) => what,
        (_, int.MaxValue) => $"{what} of at least {min} {unit}",
        _ => $"{what} of {min} to {max} {unit}",
    };
}
