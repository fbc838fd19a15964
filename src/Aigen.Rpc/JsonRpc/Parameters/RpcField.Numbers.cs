using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Aigen.Rpc.JsonRpc;

/// <content>
/// Integers are read from the digits as they were written, so that nothing above 2^53 is rounded, and may come as decimal strings, because
/// JavaScript cannot write such a number. A fraction or an exponent is refused even where its value is whole.
/// </content>
public readonly partial struct RpcField
{
    /// <summary>An unsigned 64-bit integer.</summary>
    public ulong AsUInt64(ulong min = ulong.MinValue, ulong max = ulong.MaxValue) => AsInteger(min, max);

    /// <summary>A signed 64-bit integer.</summary>
    public long AsInt64(long min = long.MinValue, long max = long.MaxValue) => AsInteger(min, max);

    /// <summary>A signed 32-bit integer.</summary>
    public int AsInt32(int min = int.MinValue, int max = int.MaxValue) => AsInteger(min, max);

    /// <summary>A finite number.</summary>
    public double AsDouble(double min = double.MinValue, double max = double.MaxValue)
    {
        // A literal such as 1e999 reads as infinity, which no range contains.
        if (Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number) && number >= min && number <= max) return number;
        throw Refuse(NumberRange(min, max));
    }

    internal static string IntegerRange<T>(T min, T max) where T : IBinaryInteger<T> => $"an integer from {min} to {max}";

    internal static string NumberRange(double min, double max) => (min, max) switch
    {
        (double.MinValue, double.MaxValue) => "a number",
        (_, double.MaxValue) => $"a number of at least {min}",
        _ => $"a number from {min} to {max}",
    };

    private T AsInteger<T>(T min, T max) where T : struct, IBinaryInteger<T>
    {
        var given = Value.ValueKind switch
        {
            JsonValueKind.Number => Parse<T>(JsonMarshal.GetRawUtf8Value(Value)),
            JsonValueKind.String => Parse<T>(Encoding.UTF8.GetBytes(Value.GetString()!)),
            _ => null,
        };
        return given is { } number && number >= min && number <= max ? number : throw Refuse(IntegerRange(min, max));
    }

    private static T? Parse<T>(ReadOnlySpan<byte> digits) where T : struct, IBinaryInteger<T>
    {
        // No integer type takes "-0" or leading zeros in JSON; in a string they are refused alike, so that a number has one spelling.
        var magnitude = digits.StartsWith("-"u8) ? digits[1..] : digits;
        if (magnitude.StartsWith("0"u8) && digits.Length > 1) return null;

        // The parser of the runtime overlooks NUL characters at the end.
        if (digits.EndsWith("\0"u8)) return null;
        return T.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && !digits.StartsWith("+"u8)
            ? number
            : null;
    }
}
