namespace Aigen.Inference;

/// <summary>
/// Takes an answer apart into reasoning and text while it comes. What may be a part of a mark, and the white space around marks, is held back
/// until more text tells.
/// </summary>
internal sealed class ReasoningReader
{
    private readonly ReasoningForm _form;
    private string _held = "";
    private Part _part;

    public ReasoningReader(ReasoningForm form, ReasoningStart start) => (_form, _part) = (form, start switch
    {
        ReasoningStart.Possible => Part.Beginning,
        ReasoningStart.Open => Part.Inside,
        _ => Part.Behind,
    });

    // In their order.
    private enum Part
    {
        Beginning,
        Inside,
        Behind,
        Text,
        Rest,
    }

    /// <summary>Whether what comes now may still belong to the reasoning.</summary>
    public bool IsInside => _part <= Part.Inside;

    /// <summary>Whether the answer has begun with reasoning, if an empty one.</summary>
    public bool HasReasoned { get; private set; }

    /// <summary>Whether the text of the answer began as the form has it.</summary>
    public bool HasOpened { get; private set; }

    /// <summary>Takes the next text of the answer.</summary>
    public SplitText Read(string text)
    {
        var before = _held.Length + text.Length;
        (text, _held) = (_held + text, "");
        var reasoning = "";
        if (_part == Part.Beginning) text = ReadBeginning(text);
        if (_part == Part.Inside) (reasoning, text) = ReadReasoning(text);
        if (_part == Part.Behind) text = ReadBehind(text);
        if (_part == Part.Text) text = ReadText(text);
        if (_part == Part.Rest) text = ReadRest(text);
        return new SplitText(reasoning, text, before - _held.Length - text.Length);
    }

    /// <summary>What is still held back, once the answer has ended.</summary>
    public SplitText Flush()
    {
        var rest = _held;
        _held = "";
        if (IsInside && HasReasoned) return new SplitText(rest.TrimEnd(), "", rest.Length);
        return _part == Part.Rest && rest == _form.TurnClosing ? new SplitText("", "", rest.Length) : new SplitText("", rest, 0);
    }

    private string ReadBeginning(string text)
    {
        var start = Trim(text);
        if (start.StartsWith(_form.Opening, StringComparison.Ordinal))
        {
            _part = Part.Inside;
            return start[_form.Opening.Length..];
        }

        if (_form.ClosesUnopened && start.StartsWith(_form.Closing, StringComparison.Ordinal))
        {
            (_part, HasReasoned) = (Part.Behind, true);
            return start[_form.Closing.Length..];
        }

        if (_form.Opening.StartsWith(start, StringComparison.Ordinal)) return Hold(text, 0);
        if (_form.ClosesUnopened && _form.Closing.StartsWith(start, StringComparison.Ordinal)) return Hold(text, 0);
        _part = Part.Behind;
        return text;
    }

    private (string Reasoning, string Text) ReadReasoning(string text)
    {
        if (!HasReasoned)
        {
            // White space in front of the first word.
            text = text.TrimStart();
            if (text.Length == 0) return ("", "");
            HasReasoned = true;
        }

        if (text.IndexOf(_form.Closing, StringComparison.Ordinal) is >= 0 and var at)
        {
            _part = Part.Behind;
            return (text[..at].TrimEnd(), Trim(text[(at + _form.Closing.Length)..]));
        }

        var end = text.AsSpan(0, text.Length - HeldLength(text, _form.Closing)).TrimEnd().Length;
        Hold(text, end);
        return (text[..end], "");
    }

    private string ReadBehind(string text)
    {
        var start = HasReasoned ? Trim(text) : text;
        if (start.Length == 0) return "";
        if (start.StartsWith(_form.AnswerOpening, StringComparison.Ordinal))
        {
            (_part, HasOpened) = (Part.Text, true);
            return start[_form.AnswerOpening.Length..];
        }

        if (_form.AnswerOpening.StartsWith(start, StringComparison.Ordinal)) return Hold(start, 0);
        _part = Part.Text;
        return start;
    }

    private string ReadText(string text)
    {
        var closing = _form.AnswerClosing;
        if (closing.Length == 0)
        {
            _part = Part.Rest;
            return text;
        }

        if (text.IndexOf(closing, StringComparison.Ordinal) is >= 0 and var at)
        {
            _part = Part.Rest;
            return text.Remove(at, closing.Length);
        }

        var end = text.Length - HeldLength(text, closing);
        Hold(text, end);
        return text[..end];
    }

    private string ReadRest(string text)
    {
        var closing = _form.TurnClosing;
        if (closing.Length == 0) return text;
        var end = text.Length - (text.EndsWith(closing, StringComparison.Ordinal) ? closing.Length : HeldLength(text, closing));
        Hold(text, end);
        return text[..end];
    }

    // White space around marks is no part of the answer.
    private string Trim(string text) => _form.HasSpacedMarks ? text : text.TrimStart();

    private string Hold(string text, int from)
    {
        _held = text[from..];
        return "";
    }

    // Length of the longest end of the text that is the beginning of a mark.
    private static int HeldLength(string text, string mark)
    {
        var length = Math.Min(mark.Length - 1, text.Length);
        while (!text.EndsWith(mark[..length], StringComparison.Ordinal)) length--;
        return length;
    }
}
