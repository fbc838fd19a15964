using System.Globalization;
using System.Text;

namespace Aigen.Inference.Jinja;

/// <summary>Dates as C's strftime writes them in the C locale. What it does not know stays as it is.</summary>
internal static class DateFormat
{
    public static string Write(DateTimeOffset time, string format)
    {
        var text = new StringBuilder(format.Length * 2);
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            // GNU's flag for numbers without a zero in front.
            var isBare = format[i + 1] == '-' && i + 2 < format.Length;
            i += isBare ? 2 : 1;
            var field = Field(time, format[i]) ?? $"%{(isBare ? "-" : "")}{format[i]}";
            text.Append(isBare && field.Length > 1 ? field.TrimStart('0', ' ') : field);
        }

        return text.ToString();
    }

    private static string? Field(DateTimeOffset time, char field) => field switch
    {
        'Y' => time.Year.ToString("0000", CultureInfo.InvariantCulture),
        'y' => Net(time, "yy"),
        'm' => Net(time, "MM"),
        'd' => Net(time, "dd"),
        'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'B' => Net(time, "MMMM"),
        'b' or 'h' => Net(time, "MMM"),
        'A' => Net(time, "dddd"),
        'a' => Net(time, "ddd"),
        'H' => Net(time, "HH"),
        'I' => Net(time, "hh"),
        'M' => Net(time, "mm"),
        'S' => Net(time, "ss"),
        'f' => Net(time, "ffffff"),
        'p' => time.Hour < 12 ? "AM" : "PM",
        'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'u' => (time.DayOfWeek == 0 ? 7 : (int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'w' => ((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'F' => Net(time, "yyyy-MM-dd"),
        'D' => Net(time, "MM/dd/yy"),
        'T' => Net(time, "HH:mm:ss"),
        'R' => Net(time, "HH:mm"),
        'Z' or 'z' => "",
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => null,
    };

    // A format of one letter would be one of .NET's standard ones.
    private static string Net(DateTimeOffset time, string format) => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
