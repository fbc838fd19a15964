namespace Aigen.Inference.Grammars;

/// <summary>
/// The formats of strings, as patterns. Every string that a pattern lets through has the format; for formats of wide reach (uri, email) not
/// every string of the format gets through.
/// </summary>
internal static class StringFormats
{
    private const string Year = "(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})";

    // Of years that a leap day needs: those that 4 divides and 100 does not, and those that 400 divides.
    private const string LeapYear = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)";
    private const string Date =
        $"({Year}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|{Year}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|"
        + $"{Year}-02-(0[1-9]|1[0-9]|2[0-8])|{LeapYear}-02-29)";

    private const string Hour = "([01][0-9]|2[0-3])";
    private const string Time = $@"{Hour}:[0-5][0-9]:[0-5][0-9](\.[0-9]{{1,9}})?(Z|[+-]{Hour}:[0-5][0-9])";
    private const string Label = "[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?";
    private const string HostName = $@"{Label}(\.{Label}){{1,3}}";
    private const string Octet = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private const string Clock = "T([0-9]{1,4}H([0-9]{1,4}M([0-9]{1,4}S)?)?|[0-9]{1,4}M([0-9]{1,4}S)?|[0-9]{1,4}S)";

    private static readonly Dictionary<string, string> Patterns = new()
    {
        ["date"] = $"^{Date}$",
        ["time"] = $"^{Time}$",
        ["date-time"] = $"^{Date}T{Time}$",
        ["duration"] = $"^P([0-9]{{1,4}}W|{Clock}|"
            + $"([0-9]{{1,4}}Y([0-9]{{1,4}}M([0-9]{{1,4}}D)?)?|[0-9]{{1,4}}M([0-9]{{1,4}}D)?|[0-9]{{1,4}}D)({Clock})?)$",
        ["uuid"] = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
        ["ipv4"] = $@"^{Octet}(\.{Octet}){{3}}$",
        ["ipv6"] = "^([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$",
        ["hostname"] = $"^{HostName}$",
        ["email"] = $@"^[A-Za-z0-9]{{1,20}}([._+-][A-Za-z0-9]{{1,20}}){{0,2}}@{HostName}$",
        ["uri"] = $@"^https?://{HostName}(/[A-Za-z0-9._~-]{{1,60}}){{0,8}}/?$",
    };

    /// <summary>The names of the formats.</summary>
    public static IReadOnlyCollection<string> Names => Patterns.Keys;

    /// <summary>The pattern of a format; null where it is not known.</summary>
    public static string? Find(string format) => Patterns.GetValueOrDefault(format);
}
