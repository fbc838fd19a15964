namespace Aigen.Inference.Jinja;

/// <summary>Arithmetic as Python has it: division rounds down, a remainder has the sign of the divisor, / is never whole.</summary>
internal static class Arithmetic
{
    public static JinjaValue Compute(string sign, JinjaValue left, JinjaValue right)
    {
        if (Number.Of(left) is not { } one || Number.Of(right) is not { } other)
            throw new JinjaException($"{sign} between a {left.TypeName} and a {right.TypeName}");
        if (sign is "/" or "//" or "%" && other == 0) throw new JinjaException($"{sign} by 0");

        try
        {
            return Number.WholeOf(left) is { } whole && Number.WholeOf(right) is { } with && Whole(sign, whole, with) is { } result
                ? new JinjaInteger(result) : new JinjaFloat(Real(sign, one, other));
        }
        catch (OverflowException)
        {
            throw new JinjaException("a number is larger than 2^127");
        }
    }

    private static Int128? Whole(string sign, Int128 one, Int128 other) => checked(sign switch
    {
        "+" => one + other,
        "-" => one - other,
        "*" => one * other,
        "//" => Floor(one, other),
        "%" => one - (Floor(one, other) * other),
        "**" when other >= 0 => Power(one, other),
        _ => null,
    });

    private static double Real(string sign, double one, double other) => sign switch
    {
        "+" => one + other,
        "-" => one - other,
        "*" => one * other,
        "/" => one / other,
        "//" => Math.Floor(one / other),
        "%" => one - (Math.Floor(one / other) * other),
        _ => Math.Pow(one, other),
    };

    private static Int128 Floor(Int128 one, Int128 other)
    {
        var quotient = checked(one / other);
        return one % other != 0 && (one < 0) != (other < 0) ? quotient - 1 : quotient;
    }

    private static Int128 Power(Int128 one, Int128 other)
    {
        if (one is { } small && small >= -1 && small <= 1) return other == 0 || small == 1 || (small == -1 && other % 2 == 0) ? 1 : small;
        if (other > 127) throw new OverflowException();
        Int128 power = 1;
        for (var i = 0; i < (int)other; i++) power = checked(power * one);
        return power;
    }
}
