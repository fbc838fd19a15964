using System.Text;
using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>How a model calls functions; its template tells it of them.</summary>
public sealed class ToolFamily
{
    /// <summary>Those that are known, for people.</summary>
    public const string Known =
        "those of Hermes, Qwen, Llama 3, Mistral, DeepSeek V3 and R1, Qwen 3 Coder, GLM 4, Seed, MiniMax M1 and M2, Nemotron, Apriel, Functionary 3.1, GigaChat 3.1";

    private readonly IReadOnlyDictionary<string, int> _controls;

    /// <param name="form">How the calls look.</param>
    /// <param name="controls">The texts in them that are control tokens of the model, and which; none where all of it is text.</param>
    internal ToolFamily(ToolForm form, IReadOnlyDictionary<string, int>? controls = null)
    {
        (Form, _controls) = (form, controls ?? new Dictionary<string, int>());
        Shown = _controls.ToDictionary(control => control.Value, control => Encoding.UTF8.GetBytes(control.Key));
        TriggerToken = _controls.TryGetValue(form.Trigger, out var token) ? token : null;
    }

    internal ToolForm Form { get; }

    /// <summary>The control tokens that an answer with calls shows, and the bytes of their texts.</summary>
    internal IReadOnlyDictionary<int, byte[]> Shown { get; }

    /// <summary>The token that is the trigger; null where that is text.</summary>
    internal int? TriggerToken { get; }

    /// <summary>The family of a model file's chat template, by how it writes a call; null where it writes none, or none of a known form.</summary>
    internal static ToolFamily? Of(ChatTemplates? templates) =>
        templates?.ForTools.Habits.WrittenCall is { } written && ToolForms.All.FirstOrDefault(form => form.IsIn(written)) is { } form ? new ToolFamily(form) : null;

    /// <summary>
    /// The same with the control tokens of the vocabulary; null also where such a token would end the answer, or lies where text is looked through
    /// for what ends it.
    /// </summary>
    internal static ToolFamily? Of(ChatTemplates? templates, Vocabulary vocabulary)
    {
        if (Of(templates)?.Form is not { } form) return null;
        var controls = new Dictionary<string, int>();
        foreach (var control in vocabulary.ControlTexts.Where(control => form.Texts.Any(text => text.Contains(control, StringComparison.Ordinal))))
            if (vocabulary.Tokenize(control, parseSpecial: true) is [var token])
                controls[control] = token;

        var isUsable = !controls.Values.Any(vocabulary.IsEndOfGeneration)
            && controls.Keys.All(control => control == form.Trigger || !form.Trigger.Contains(control, StringComparison.Ordinal))
            && (form is not XmlToolForm { ValueEnd: var end } || !controls.Keys.Any(control => end.Contains(control, StringComparison.Ordinal)));
        return isUsable ? new ToolFamily(form, controls) : null;
    }

    /// <summary>A fixed text of the form in a grammar: its control tokens must come as such.</summary>
    internal string Spell(string text)
    {
        var spelled = new StringBuilder();
        var (from, at) = (0, 0);
        while (at < text.Length)
        {
            if (text[at] != ToolForm.IdCharacter && ControlAt(text, at) is null)
            {
                at++;
                continue;
            }

            if (at > from) spelled.Append(Literal.Of(text[from..at])).Append(' ');
            var control = ControlAt(text, at);
            spelled.Append(control is null ? "[a-zA-Z0-9] " : $"<[{_controls[control]}]> ");
            from = at += control?.Length ?? 1;
        }

        return spelled.Append(Literal.Of(text[from..])).ToString();
    }

    // The longest, as a tokenizer has it.
    private string? ControlAt(string text, int at) => _controls.Keys
        .Where(control => string.CompareOrdinal(text, at, control, 0, control.Length) == 0).MaxBy(control => control.Length);
}
