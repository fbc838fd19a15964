using System.Text;
using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>The control tokens of a vocabulary that stand in the fixed texts of answers, which nobody sees elsewhere.</summary>
/// <param name="controls">Their texts, and which they are.</param>
internal sealed class FormTokens(IReadOnlyDictionary<string, int> controls)
{
    /// <summary>Where all of it is text.</summary>
    public static FormTokens None { get; } = new(new Dictionary<string, int>());

    /// <summary>The texts of the tokens.</summary>
    public IEnumerable<string> Texts => controls.Keys;

    /// <summary>The tokens, and the bytes of their texts.</summary>
    public IReadOnlyDictionary<int, byte[]> Shown { get; } = controls.ToDictionary(control => control.Value, control => Encoding.UTF8.GetBytes(control.Key));

    /// <summary>Those that stand in the texts of a form; null where one of them would end the answer.</summary>
    public static FormTokens? Of(IEnumerable<string> texts, Vocabulary vocabulary)
    {
        var fixedTexts = texts.ToList();
        var controls = new Dictionary<string, int>();
        foreach (var control in vocabulary.ControlTexts.Where(control => fixedTexts.Exists(text => text.Contains(control, StringComparison.Ordinal))))
            if (vocabulary.Tokenize(control, parseSpecial: true) is [var token])
                controls[control] = token;
        return controls.Values.Any(vocabulary.IsEndOfGeneration) ? null : new FormTokens(controls);
    }

    /// <summary>The token that the text begins with, and its text; null where it begins as text.</summary>
    public (string Text, int Token)? First(string text) => ControlAt(text, 0) is { } control ? (control, controls[control]) : null;

    /// <summary>A fixed text in a grammar: its control tokens must come as such.</summary>
    public string Spell(string text)
    {
        var spelled = new StringBuilder();
        var (from, at) = (0, 0);
        while (at < text.Length)
        {
            if (!ToolForm.IsFree(text[at]) && ControlAt(text, at) is null)
            {
                at++;
                continue;
            }

            if (at > from) spelled.Append(Literal.Of(text[from..at])).Append(' ');
            var control = ControlAt(text, at);
            spelled.Append(control is not null ? $"<[{controls[control]}]> " : text[at] == ToolForm.DigitCharacter ? "[0-9] " : "[a-zA-Z0-9] ");
            from = at += control?.Length ?? 1;
        }

        return spelled.Append(Literal.Of(text[from..])).ToString();
    }

    // The longest, as a tokenizer has it.
    private string? ControlAt(string text, int at) => controls.Keys
        .Where(control => string.CompareOrdinal(text, at, control, 0, control.Length) == 0).MaxBy(control => control.Length);
}
