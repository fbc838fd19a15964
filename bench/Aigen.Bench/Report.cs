using Spectre.Console;

namespace Aigen.Bench;

/// <summary>A table of medians; the last column is the ratio to the first row of its kind.</summary>
internal sealed class Report
{
    private readonly Table _table = new Table().RoundedBorder();

    public Report(string title)
    {
        _table.Title = new TableTitle(title);
        _table.AddColumns("what", "median", "least", "most", "ratio");
        _table.Columns[1].RightAligned();
        _table.Columns[2].RightAligned();
        _table.Columns[3].RightAligned();
        _table.Columns[4].RightAligned();
    }

    public void Add(string what, IReadOnlyList<double> samples, string unit, double? ratio = null)
    {
        var sorted = samples.Order().ToList();
        _table.AddRow(
            Markup.Escape(what), $"{Median(sorted):N0} {unit}", $"{sorted[0]:N0}", $"{sorted[^1]:N0}", ratio is { } value ? $"{value:F2}" : string.Empty);
    }

    /// <summary>A row of ours and, where there is one, its peer's below it, which is 1.</summary>
    public void AddBeside(string what, string unit, IReadOnlyList<double> ours, string peer, IReadOnlyList<double> theirs)
    {
        Add($"engine: {what}", ours, unit, theirs.Count > 0 ? Ratio(ours, theirs) : null);
        if (theirs.Count > 0)
        {
            Add($"{peer}: {what}", theirs, unit, 1);
        }
    }

    public void Print() => AnsiConsole.Write(_table);

    public static double Median(IEnumerable<double> samples)
    {
        var sorted = samples.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The median of the ratios round by round, which the machine's drift touches least.</summary>
    public static double Ratio(IReadOnlyList<double> ours, IReadOnlyList<double> theirs) => Median(ours.Zip(theirs, (a, b) => a / b));
}
