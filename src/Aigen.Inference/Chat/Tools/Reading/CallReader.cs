using System.Security.Cryptography;
using System.Text;
using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>Takes calls apart, character by character. They follow <see cref="ToolGrammar"/>, so that only their end can be missing.</summary>
internal abstract class CallReader(ToolForm form)
{
    private const string IdCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private readonly StringBuilder _arguments = new();
    private readonly StringBuilder _fixed = new();
    private readonly StringBuilder _name = new();
    private List<ToolCallDelta> _deltas = [];
    private int _begun;
    private int _whole;

    /// <summary>Whether there are calls, and none is cut off.</summary>
    public bool HasWholeCalls => _begun > 0 && _whole == _begun;

    public IReadOnlyList<ToolCallDelta> Read(string text)
    {
        _deltas = [];
        foreach (var c in text) Read(c);
        GiveArguments();
        return _deltas;
    }

    protected abstract void Read(char c);

    protected void BeginCall(string name) => _deltas.Add(new ToolCallDelta(_begun++, NewId(), name, ""));

    protected void Append(char c) => _arguments.Append(c);

    protected void Append(string text) => _arguments.Append(text);

    /// <summary>Takes a character of a text that stands as it is, and gives it as JSON has it; whether the text has ended.</summary>
    protected bool EndsText(StopScanner text, char c)
    {
        foreach (var written in text.Append([c])) Append(Literal.Escape(written) ?? written.ToString());
        if (text.Stopped) Append('"');
        return text.Stopped;
    }

    /// <summary>Takes a character of the name that is read.</summary>
    protected void AddToName(char c) => _name.Append(c);

    /// <summary>The name that was read last.</summary>
    protected string Name => _name.ToString();

    protected string TakeName()
    {
        var name = Name;
        _name.Clear();
        return name;
    }

    protected void EndCall()
    {
        _whole++;
        GiveArguments();
    }

    /// <summary>Takes a character of a fixed text; the index of that text once it is whole, else null.</summary>
    /// <param name="c">The character.</param>
    /// <param name="texts">Those that may stand here, of which none begins as a whole other one.</param>
    protected int? Fixed(char c, params ReadOnlySpan<string> texts)
    {
        _fixed.Append(c);
        for (var i = 0; i < texts.Length; i++)
        {
            if (!ToolForm.IsWhole(texts[i], _fixed)) continue;
            _fixed.Clear();
            return i;
        }

        return null;
    }

    private void GiveArguments()
    {
        if (_arguments.Length == 0) return;
        if (_deltas is [.., { Name: not null, Arguments: "" } begun]) _deltas[^1] = begun with { Arguments = _arguments.ToString() };
        else _deltas.Add(new ToolCallDelta(_begun - 1, null, null, _arguments.ToString()));
        _arguments.Clear();
    }

    private string NewId() => form.TakesShortIds
        ? RandomNumberGenerator.GetString(IdCharacters, ToolForm.Id.Length)
        : "call_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
}
