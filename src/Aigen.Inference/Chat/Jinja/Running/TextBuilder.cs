using System.Text;

namespace Aigen.Inference.Jinja;

/// <summary>Puts a tracked text together, within the limits of a rendering.</summary>
internal sealed class TextBuilder(Rendering rendering)
{
    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int End)> _given = [];

    public Rendering Rendering => rendering;

    public int Length => _text.Length;

    /// <summary>Adds what the template wrote.</summary>
    public TextBuilder Append(string own)
    {
        rendering.Make(own.Length);
        _text.Append(own);
        return this;
    }

    public TextBuilder Append(TrackedText text)
    {
        rendering.Make(text.Value.Length);
        foreach (var (start, end) in text.Given) Mark(_text.Length + start, _text.Length + end);
        _text.Append(text.Value);
        return this;
    }

    public TextBuilder Append(ReadOnlySpan<char> text, bool isGiven)
    {
        rendering.Make(text.Length);
        if (isGiven) Mark(_text.Length, _text.Length + text.Length);
        _text.Append(text);
        return this;
    }

    /// <summary>Adds a text with some of its characters written in another way.</summary>
    /// <param name="text">The text.</param>
    /// <param name="write">What is written for a character; null for itself.</param>
    public void AppendEscaped(TrackedText text, Func<char, string?> write)
    {
        foreach (var (start, end, isGiven) in text.Runs())
        {
            var at = start;
            for (var i = start; i < end; i++)
            {
                if (write(text.Value[i]) is not { } written) continue;
                Append(text.Value.AsSpan(at, i - at), isGiven);
                Append(written, isGiven);
                at = i + 1;
            }

            Append(text.Value.AsSpan(at, end - at), isGiven);
        }
    }

    public TrackedText ToText()
    {
        rendering.Make(_text.Length);
        return _text.Length == 0 ? TrackedText.Empty : new TrackedText(_text.ToString(), [.. _given]);
    }

    private void Mark(int start, int end)
    {
        if (start == end) return;
        if (_given.Count > 0 && _given[^1].End == start) _given[^1] = (_given[^1].Start, end);
        else _given.Add((start, end));
    }
}
