using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>
/// How a family of models calls functions; the template tells them of the functions. A call is <see cref="Trigger"/>, <see cref="Opening"/>, the
/// function's name, <see cref="Middle"/>, the arguments as a JSON object, <see cref="Closing"/>.
/// </summary>
public abstract class ToolFamily
{
    /// <summary>The families, for people.</summary>
    public const string Known = "the <tool_call> of Hermes and Qwen, Llama 3's JSON";

    private static readonly ToolFamily[] Families = [new HermesTools(), new LlamaTools()];

    private protected ToolFamily()
    {
    }

    /// <summary>The text by which an answer turns to calling.</summary>
    internal abstract string Trigger { get; }

    /// <summary>Whether text may come before the first call; else an answer is either text or a call.</summary>
    internal abstract bool CallsBehindText { get; }

    /// <summary>What stands between two calls; null where an answer has one at most.</summary>
    internal abstract string? Separator { get; }

    internal abstract string Opening { get; }

    internal abstract string Middle { get; }

    internal abstract string Closing { get; }

    /// <summary>The family of a model file's chat template, by how it writes a call; null where it writes none, or none of a known kind.</summary>
    internal static ToolFamily? Of(ChatTemplates? templates) =>
        templates?.ForTools.Habits.WrittenCall is { } written ? Array.Find(Families, family => family.IsIn(written)) : null;

    /// <summary>The same, where answers can show its calls: the text of a control token is never seen in one.</summary>
    internal static ToolFamily? Of(ChatTemplates? templates, Vocabulary vocabulary) =>
        Of(templates) is { } family && !vocabulary.ControlTexts.Any(text => text.Contains(family.Trigger, StringComparison.Ordinal)) ? family : null;

    private bool IsIn(string chat) => chat.Contains(
        $"{Trigger}{Opening}{TemplateHabits.Function}{Middle}{TemplateHabits.Arguments}{Closing}", StringComparison.Ordinal);
}
