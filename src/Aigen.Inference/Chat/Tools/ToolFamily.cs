using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>
/// How a family of models is told of tools, and how it calls them. A call is <see cref="Trigger"/>, <see cref="Opening"/>, the function's name,
/// <see cref="Middle"/>, the arguments as a JSON object, <see cref="Closing"/>.
/// </summary>
public abstract class ToolFamily
{
    /// <summary>The families, for people.</summary>
    public const string Known = "Qwen's <tool_call>, Llama 3's JSON";

    private static readonly ToolFamily Qwen = new QwenTools();
    private static readonly ToolFamily Llama = new LlamaTools();

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

    /// <summary>The family of a chat template; null where it has no tools, or none of a known kind.</summary>
    internal static ToolFamily? Of(string? template) =>
        template is null ? null : QwenTools.Writes(template) ? Qwen : LlamaTools.Writes(template) ? Llama : null;

    /// <summary>The same, where answers can show its calls: the text of a control token is never seen in one.</summary>
    internal static ToolFamily? Of(string? template, Vocabulary vocabulary) =>
        Of(template) is { } family && !vocabulary.ControlTexts.Any(text => text.Contains(family.Trigger, StringComparison.Ordinal)) ? family : null;

    /// <summary>The messages as plain ones, which a template without regard to tools writes as this family's template would.</summary>
    /// <param name="messages">With calls and results in them.</param>
    /// <param name="tools">What the model may call; null for nothing.</param>
    /// <param name="systemPrompt">What the model is told where the first message is no system message.</param>
    internal abstract IReadOnlyList<ChatMessage> Plain(IReadOnlyList<ChatMessage> messages, ToolUse? tools, string? systemPrompt);
}
