using System.Globalization;
using System.Numerics;

namespace Aigen.Inference.Grammars;

/// <summary>Writes the integers of a range, digit by digit.</summary>
internal static class IntegerRange
{
    /// <summary>The expression for the integers from one to another.</summary>
    public static string Write(BigInteger least, BigInteger most)
    {
        var ways = new List<string>();
        if (least < 0) ways.AddRange(Magnitudes(BigInteger.Max(1, -most), -least).Select(digits => $"\"-\" {digits}"));
        if (most >= 0) ways.AddRange(Magnitudes(BigInteger.Max(0, least), most));
        return string.Join(" | ", ways);
    }

    private static IEnumerable<string> Magnitudes(BigInteger least, BigInteger most)
    {
        var longest = Text(most).Length;
        for (var length = Text(least).Length; length <= longest; length++)
        {
            // 0 is the only number that begins with 0.
            var smallest = length == 1 ? BigInteger.Zero : BigInteger.Pow(10, length - 1);
            var from = BigInteger.Max(least, smallest);
            var to = BigInteger.Min(most, BigInteger.Pow(10, length) - 1);
            if (from <= to) yield return SameLength(Text(from), Text(to));
        }
    }

    private static string SameLength(string from, string to)
    {
        if (from.Length == 0) return "";
        var (rest, zeros, nines) = (from.Length - 1, from.AsSpan(1).Trim('0').IsEmpty, to.AsSpan(1).Trim('9').IsEmpty);
        if (from[0] == to[0]) return zeros && nines ? $"{Digits(from[0], to[0])} {Any(rest)}" : $"\"{from[0]}\" ({SameLength(from[1..], to[1..])})";

        var ways = new List<string>();
        var (first, last) = (from[0], to[0]);
        if (!zeros) ways.Add($"\"{first++}\" ({SameLength(from[1..], new string('9', rest))})");
        if (!nines) ways.Add($"\"{last--}\" ({SameLength(new string('0', rest), to[1..])})");
        if (first <= last) ways.Add($"{Digits(first, last)} {Any(rest)}");
        return string.Join(" | ", ways);
    }

    private static string Digits(char first, char last) => first == last ? $"[{first}]" : $"[{first}-{last}]";

    private static string Any(int count) => count == 0 ? "" : $"[0-9]{{{count}}}";

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}
