using System.Text;

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
    private StringBuilder? _begun;

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
        return (content, _calls?.Read(text[BeginningLength(text)..]) ?? []);
    }

    /// <summary>The text still held back, once the answer has ended.</summary>
    public string Flush() => _held;

    // Leaves what belongs to a call.
    private string ReadText(ref string text)
    {
        var all = _held + text;
        (_held, text) = ("", "");
        if (_isTextOnly) return all;

        if (FindTrigger(all) is >= 0 and var at)
        {
            text = all[(at + form.Trigger.Length)..];
            BeginCalls();
            return all[..at];
        }

        var held = HeldLength(all);
        if (!form.CallsBehindText && held < all.Length) (_isTextOnly, held) = (true, 0);
        _held = all[^held..];
        return all[..^held];
    }

    // What of the text still belongs to the beginning of the first call.
    private int BeginningLength(string text)
    {
        var at = 0;
        while (_begun is { } begun && !ToolForm.IsWhole(_beginning, begun))
        {
            if (at == text.Length) return at;
            begun.Append(text[at++]);
        }

        _begun = null;
        return at;
    }

    // Negative where there is none, or where only the next character says whether it is one.
    private int FindTrigger(string text)
    {
        var trigger = form.Trigger;
        if (!form.CallsBehindText) return text.StartsWith(trigger, StringComparison.Ordinal) ? 0 : -1;
        var at = text.IndexOf(trigger, StringComparison.Ordinal);
        if (!form.TriggerNeedsName) return at;
        while (at >= 0 && at + trigger.Length < text.Length && !ToolFunction.IsName(text[at + trigger.Length])) at = text.IndexOf(trigger, at + 1, StringComparison.Ordinal);
        return at + trigger.Length < text.Length ? at : -1;
    }

    private void BeginCalls() => (_calls, _begun) = (readers(), new StringBuilder());

    // Length of the longest end of the text that is the beginning of the trigger.
    private int HeldLength(string text)
    {
        var length = Math.Min(form.TriggerNeedsName ? form.Trigger.Length : form.Trigger.Length - 1, text.Length);
        while (!text.EndsWith(form.Trigger[..length], StringComparison.Ordinal)) length--;
        return length;
    }
}
