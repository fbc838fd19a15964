namespace Aigen.Node.Client;

/// <summary>Prints a table for people: aligned columns, never wrapped, so that a hash can be copied whole.</summary>
internal static class Columns
{
    private const string Gap = "  ";

    public static void Write(TextWriter output, IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = headings.Select((heading, i) => rows.Select(row => row[i].Length).Append(heading.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(headings))
        {
            var cells = row.Select((cell, i) => TerminalText.Clean(cell, keepNewlines: false).PadRight(widths[i]));
            output.WriteLine(string.Join(Gap, cells).TrimEnd());
        }
    }
}
