namespace Aigen.Fuzz;

/// <summary>JSON values, and some that are none, at the borders of what a parameter may be.</summary>
internal static class OddValues
{
    private static readonly string Huge = new('9', 20_000);

    private static readonly string[] All =
    [
        "null", "true", "[]", "{}", "[1]", "\"\"", "\"x\"", "-1", "-0", "0", "1", "0.5", "1.0", "1e2", "1E400", "-1e-400", "18446744073709551615",
        "18446744073709551616", "\"18446744073709551615\"", "\"18446744073709551616\"", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "-9223372036854775809", "\"007\"", "\"+1\"", "\"-1\"", "\" 1\"", "\"1 \"", "\"1\\u0000\"", "\"\\u0661\"", "\"1e2\"",
        "\"0x\"", "\"0X00\"", "\"0x0\"", "\"0x0g\"", "\"0x\\uff10\\uff10\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", Huge, $"\"{Huge}\"", $"\"0x{Huge}\"",
        $"{new string('[', 40)}{new string(']', 40)}", "\"eyJ0aWVyIjoiYmFzaWMifQ==\"",
        "\"{}\"", "\"{\"", "\"{\\\"tier\\\":\\\"+7\\\",\\\"duration_months\\\":1}\"", "\"{\\\"max_tokens\\\":\\\"\\\\ud800\\\"}\"", "\"0x7b22746965722\"",
        "\"0x7b2274696572223a22ff227d\"", "\"[1]\"", "\"{\\\"tier\\\":\\\"basic\\\",\\\"duration_months\\\":1}\"",
    ];

    // No JSON, or none that a node takes: half of a surrogate pair, too deep, a key twice.
    private static readonly string[] Broken =
        ["tru", "01", "+1", "\"\n\"", "NaN", "'1'", "\"\\ud800\"", $"{new string('[', 80)}{new string(']', 80)}", "[{\"a\":1,\"a\":2}]", ""];

    // What is broken ends the reading of the whole body: seldom, so that most are read on.
    public static string Any(Random random) => random.Next(40) == 0 ? Broken[random.Next(Broken.Length)] : All[random.Next(All.Length)];
}
