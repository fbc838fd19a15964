namespace Aigen.Inference;

/// <summary>How a model calls functions; its template tells it of them.</summary>
public sealed class ToolFamily
{
    /// <summary>Those that are known, for people.</summary>
    public const string Known =
        "those of Hermes, Qwen, Llama 3, Mistral, DeepSeek V3 and R1, Qwen 3 Coder, GLM 4, Seed, MiniMax M1 and M2, Nemotron, Apriel, Functionary 3.1, GigaChat 3.1, DeepSeek V3.2 and V4, Command R7B, Kimi K2, Apertus, Hy3, Solar Open, GPT-OSS";

    /// <param name="form">How the calls look.</param>
    /// <param name="tokens">What in them is control tokens of the model.</param>
    internal ToolFamily(ToolForm form, FormTokens? tokens = null) => (Form, Tokens) = (form, tokens ?? FormTokens.None);

    internal ToolForm Form { get; }

    /// <summary>The control tokens that an answer with calls shows.</summary>
    internal FormTokens Tokens { get; }

    /// <summary>Whether the grammars of both are the same: a model is foreseen before its vocabulary is known.</summary>
    internal bool IsSame(ToolFamily other) => this == other || (Form == other.Form && !Tokens.Texts.Any() && !other.Tokens.Texts.Any());

    /// <summary>The family of a model file's chat template, by how it writes a call; null where it writes none, or none of a known form.</summary>
    internal static ToolFamily? Of(ChatTemplates? templates) =>
        templates?.ForTools.Habits.WrittenCall is { } written && ToolForms.All.FirstOrDefault(form => form.IsIn(written)) is { } form ? new ToolFamily(form) : null;

    /// <summary>
    /// The same with the control tokens of the vocabulary; null also where such a token would end the answer, or lies where text is looked through
    /// for what ends it.
    /// </summary>
    internal static ToolFamily? Of(ChatTemplates? templates, Vocabulary vocabulary)
    {
        if (Of(templates)?.Form is not { } form || FormTokens.Of(form.Texts, vocabulary) is not { } tokens) return null;
        // Told by the source alone, where the template wrote no call itself: then the token must be there too.
        if (templates!.ForTools.Habits.CallsInContent is not null && tokens.First(form.Trigger) is null) return null;
        var isUsable = (tokens.First(form.Trigger) is not null || !tokens.Texts.Any(control => form.Trigger.Contains(control, StringComparison.Ordinal)))
            && (form is not XmlToolForm { ValueEnd: var end } || !tokens.Texts.Any(control => end.Contains(control, StringComparison.Ordinal)));
        return isUsable ? new ToolFamily(form, tokens) : null;
    }
}
