namespace Aigen.Inference.Jinja;

/// <summary>JSON as Python's json.dumps writes it, which is what templates put into prompts and models were trained on.</summary>
internal sealed class JsonWriter(TextBuilder text)
{
    /// <summary>What a level is indented with; null for everything on one line.</summary>
    public string? Indent { get; init; }

    public string ItemSeparator { get; init; } = ", ";

    public string KeySeparator { get; init; } = ": ";

    public bool SortKeys { get; init; }

    public bool EnsureAscii { get; init; }

    public void Write(JinjaValue value) => Write(value, 0);

    private void Write(JinjaValue value, int depth)
    {
        text.Rendering.Enter();
        switch (value)
        {
            case JinjaString known:
                WriteText(known.Text);
                break;
            case JinjaDict dict:
                Join('{', '}', depth, Ordered(dict), entry =>
                {
                    WriteKey(entry.Key);
                    text.Append(KeySeparator);
                    Write(entry.Value, depth + 1);
                });
                break;
            case JinjaList list:
                Join('[', ']', depth, list.Items, item => Write(item, depth + 1));
                break;
            default:
                text.Append(Scalar(value));
                break;
        }

        text.Rendering.Leave();
    }

    private static string Scalar(JinjaValue value) => value switch
    {
        JinjaNone => "null",
        JinjaBoolean boolean => boolean.IsTrue ? "true" : "false",
        JinjaInteger integer => integer.Value.ToString(),
        JinjaFloat real => double.IsNaN(real.Value) ? "NaN" : double.IsInfinity(real.Value) ? real.Value > 0 ? "Infinity" : "-Infinity" : PythonFloat.Write(real.Value),
        JinjaUndefined undefined => throw new JinjaException(undefined.Reason),
        _ => throw new JinjaException($"a {value.TypeName} is nothing that JSON has"),
    };

    private IReadOnlyList<KeyValuePair<JinjaValue, JinjaValue>> Ordered(JinjaDict dict)
    {
        if (!SortKeys) return dict.Entries;
        text.Rendering.Step(dict.Entries.Count);
        return SortedBy.Key(dict.Entries, entry => entry.Key, text.Rendering);
    }

    private void WriteKey(JinjaValue key)
    {
        if (key is JinjaString known) WriteText(known.Text);
        else text.Append("\"").Append(Scalar(key)).Append("\"");
    }

    private void WriteText(TrackedText value)
    {
        text.Append("\"");
        text.AppendEscaped(value, c => c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\f' => "\\f",
            '\b' => "\\b",
            < ' ' => $"\\u{(int)c:x4}",
            > '~' when EnsureAscii => c == '\u007f' ? null : $"\\u{(int)c:x4}",
            _ => null,
        });
        text.Append("\"");
    }

    private void Join<T>(char open, char close, int depth, IReadOnlyList<T> parts, Action<T> write)
    {
        text.Append(open.ToString());
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0) text.Append(ItemSeparator);
            NewLine(depth + 1);
            write(parts[i]);
        }

        if (parts.Count > 0) NewLine(depth);
        text.Append(close.ToString());
    }

    private void NewLine(int depth)
    {
        if (Indent is null) return;
        text.Append("\n");
        for (var i = 0; i < depth; i++) text.Append(Indent);
    }
}
