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

    /// <summary>Takes the next text of the answer.</summary>
    public (string Text, IReadOnlyList<ToolCallDelta> Calls) Read(string text)
    {
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

        var trigger = form.Trigger;
        var at = form.CallsBehindText ? all.IndexOf(trigger, StringComparison.Ordinal) : all.StartsWith(trigger, StringComparison.Ordinal) ? 0 : -1;
        if (at >= 0)
        {
            text = all[(at + trigger.Length)..];
            (_calls, _begun) = (readers(), new StringBuilder());
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

    // Length of the longest end of the text that is the beginning of the trigger.
    private int HeldLength(string text)
    {
        var length = Math.Min(form.Trigger.Length - 1, text.Length);
        while (!text.EndsWith(form.Trigger[..length], StringComparison.Ordinal)) length--;
        return length;
    }
}
