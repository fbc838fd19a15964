namespace Aigen.Inference.Jinja;

/// <summary>Parts of texts and lists, counted from either end and in either direction.</summary>
internal static class Slice
{
    public static JinjaValue Of(JinjaString text, int? start, int? stop, int step, Rendering rendering)
    {
        rendering.Step(1 + (text.Value.Length / 32));
        var (from, to) = Range(text.Text.CodePoints, start, stop, step);
        if (step == 1)
        {
            if (from >= to) return JinjaString.Empty;
            rendering.Make(to - from);
            return new JinjaString(text.Text.Slice(text.Text.OffsetOf(from), text.Text.OffsetOf(to)));
        }

        var characters = text.Iterate(rendering);
        var built = new TextBuilder(rendering);
        foreach (var index in Indexes(from, to, step)) built.Append(((JinjaString)characters[index]).Text);
        return new JinjaString(built.ToText());
    }

    public static JinjaValue Of(JinjaList list, int? start, int? stop, int step, Rendering rendering)
    {
        var (from, to) = Range(list.Items.Count, start, stop, step);
        rendering.Step(Math.Abs((long)to - from));
        return new JinjaList([.. Indexes(from, to, step).Select(index => list.Items[index])], list.IsTuple);
    }

    private static (int From, int To) Range(int length, int? start, int? stop, int step)
    {
        var (lowest, highest) = step > 0 ? (0, length) : (-1, length - 1);
        return (Bound(start, step > 0 ? lowest : highest), Bound(stop, step > 0 ? highest : lowest));

        int Bound(int? bound, int absent) =>
            bound is not { } given ? absent : (int)Math.Clamp(given < 0 ? (long)given + length : given, lowest, highest);
    }

    private static IEnumerable<int> Indexes(int from, int to, int step)
    {
        for (long at = from; step > 0 ? at < to : at > to; at += step) yield return (int)at;
    }
}
