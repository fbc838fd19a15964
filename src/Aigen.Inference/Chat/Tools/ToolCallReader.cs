namespace Aigen.Inference;

/// <summary>
/// Takes an answer apart into text and calls while it comes. What may be the beginning of a call is held back until it is one or cannot be.
/// </summary>
/// <param name="form">How the calls look.</param>
/// <param name="readers">Makes what takes them apart.</param>
internal sealed class ToolCallReader(ToolForm form, Func<CallReader> readers)
{
    private readonly string _beginning = form.Prefix + form.Opening;
    private CallReader? _calls;
    private string _held = "";
    private bool _isTextOnly;
    private int _skip;

    /// <summary>Whether there are calls, and none is cut off.</summary>
    public bool HasWholeCalls => _calls is { HasWholeCalls: true };

    /// <summary>Takes the next text of an answer in front of which no opening of texts stood.</summary>
    public (string Text, IReadOnlyList<ToolCallDelta> Calls) Read(string text) => Read(text, isOpened: false);

    /// <summary>Takes the next text of the answer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isOpened">Whether the form's opening of texts stood in front of the answer: it is taken off already.</param>
    public (string Text, IReadOnlyList<ToolCallDelta> Calls) Read(string text, bool isOpened)
    {
        if (text.Length == 0) return ("", []);
        if (_calls is null && form.TextOpening is not null && !isOpened) BeginCalls();
        var content = _calls is null ? ReadText(ref text) : "";
        var skipped = Math.Min(_skip, text.Length);
        _skip -= skipped;
        return (content, _calls?.Read(text[skipped..]) ?? []);
    }

    /// <summary>The text still held back, once the answer has ended.</summary>
    public string Flush() => _held;

    // Leaves what belongs to a call.
    private string ReadText(ref string text)
    {
        var all = _held + text;
        (_held, text) = ("", "");
        if (_isTextOnly) return all;

        var trigger = form.Trigger;
        var at = form.CallsBehindText ? all.IndexOf(trigger, StringComparison.Ordinal) : all.StartsWith(trigger, StringComparison.Ordinal) ? 0 : -1;
        if (at >= 0)
        {
            text = all[(at + trigger.Length)..];
            BeginCalls();
            return all[..at];
        }

        var held = HeldLength(all);
        if (!form.CallsBehindText && held < all.Length) (_isTextOnly, held) = (true, 0);
        _held = all[^held..];
        return all[..^held];
    }

    private void BeginCalls() => (_calls, _skip) = (readers(), _beginning.Length);

    // Length of the longest end of the text that is the beginning of the trigger.
    private int HeldLength(string text)
    {
        var length = Math.Min(form.Trigger.Length - 1, text.Length);
        while (!text.EndsWith(form.Trigger[..length], StringComparison.Ordinal)) length--;
        return length;
    }
}
