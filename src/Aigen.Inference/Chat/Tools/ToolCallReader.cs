using System.Security.Cryptography;
using System.Text;

namespace Aigen.Inference;

/// <summary>
/// Takes an answer apart into text and calls while it comes. The answer follows <see cref="ToolGrammar"/>, so that only its end can be
/// missing. What may be the beginning of a call is held back until it is one or cannot be.
/// </summary>
internal sealed class ToolCallReader(ToolFamily family)
{
    private readonly StringBuilder _name = new();
    private readonly List<ToolCallDelta> _deltas = [];
    private string _held = "";
    private Part _part = Part.Text;
    private int _skip;
    private int _depth;
    private int _begun;
    private int _whole;
    private bool _isQuoted;
    private bool _isEscaped;

    private enum Part
    {
        Text,
        TextOnly,
        Name,
        Arguments,
    }

    /// <summary>Whether there are calls, and none is cut off.</summary>
    public bool HasWholeCalls => _begun > 0 && _whole == _begun;

    /// <summary>Takes the next text of the answer.</summary>
    public (string Text, IReadOnlyList<ToolCallDelta> Calls) Read(string text)
    {
        _deltas.Clear();
        var content = _part is Part.Text or Part.TextOnly ? ReadText(ref text) : "";
        var arguments = new StringBuilder();
        foreach (var c in text) ReadCall(c, arguments);
        Add(arguments);
        return (content, [.. _deltas]);
    }

    /// <summary>The text still held back, once the answer has ended.</summary>
    public string Flush() => _held;

    // Leaves what belongs to a call.
    private string ReadText(ref string text)
    {
        var all = _held + text;
        (_held, text) = ("", "");
        if (_part == Part.TextOnly) return all;

        var at = family.CallsBehindText ? all.IndexOf(family.Trigger, StringComparison.Ordinal) : all.StartsWith(family.Trigger, StringComparison.Ordinal) ? 0 : -1;
        if (at >= 0)
        {
            text = all[(at + family.Trigger.Length)..];
            Begin(family.Opening.Length);
            return all[..at];
        }

        var held = HeldLength(all);
        _held = all[^held..];
        if (!family.CallsBehindText && held < all.Length) (_part, _held, held) = (Part.TextOnly, "", 0);
        return all[..^held];
    }

    // Length of the longest end of the text that is the beginning of the trigger.
    private int HeldLength(string text)
    {
        var length = Math.Min(family.Trigger.Length - 1, text.Length);
        while (!text.EndsWith(family.Trigger[..length], StringComparison.Ordinal)) length--;
        return length;
    }

    private void Begin(int skip)
    {
        (_part, _skip, _depth) = (Part.Name, skip, 0);
        _name.Clear();
    }

    private void ReadCall(char c, StringBuilder arguments)
    {
        if (_skip > 0) _skip--;
        else if (_part == Part.Arguments) ReadArguments(c, arguments);
        else if (c != family.Middle[0]) _name.Append(c);
        else StartArguments();
    }

    private void StartArguments()
    {
        _deltas.Add(new ToolCallDelta(_begun++, NewId(), _name.ToString(), ""));
        (_part, _skip) = (Part.Arguments, family.Middle.Length - 1);
    }

    private void ReadArguments(char c, StringBuilder arguments)
    {
        arguments.Append(c);
        if (_isQuoted)
        {
            if (_isEscaped) _isEscaped = false;
            else if (c == '\\') _isEscaped = true;
            else if (c == '"') _isQuoted = false;
            return;
        }

        _isQuoted = c == '"';
        _depth += c switch { '{' or '[' => 1, '}' or ']' => -1, _ => 0 };
        if (_depth > 0) return;
        _whole++;
        Add(arguments);
        Begin(family.Closing.Length + (family.Separator?.Length ?? 0) + family.Trigger.Length + family.Opening.Length);
    }

    private void Add(StringBuilder arguments)
    {
        if (arguments.Length == 0) return;
        if (_deltas is [.., { Name: not null, Arguments: "" } begun]) _deltas[^1] = begun with { Arguments = arguments.ToString() };
        else _deltas.Add(new ToolCallDelta(_begun - 1, null, null, arguments.ToString()));
        arguments.Clear();
    }

    private static string NewId() => "call_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
}
