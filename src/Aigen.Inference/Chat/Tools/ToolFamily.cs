namespace Aigen.Inference;

/// <summary>How a model calls functions; its template tells it of them.</summary>
public sealed class ToolFamily
{
    /// <summary>Those that are known, for people.</summary>
    public const string Known =
        "those of Hermes, Qwen, Llama 3, Mistral, DeepSeek V3, R1 and V4, Qwen 3 Coder, GLM 4, Seed, MiniMax, Nemotron, Apriel, Functionary 3, GigaChat 3, Command R7B, Kimi K2 and K3, Gemma 4, LFM 2, Granite 3.3 and 4, MiniCPM5, Muse Glimmer, Apertus, Hy3, Solar Open, GPT-OSS";

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

    /// <summary>The same with the control tokens of the vocabulary; null also where such a token would end the answer.</summary>
    internal static ToolFamily? Of(ChatTemplates? templates, Vocabulary vocabulary)
    {
        if (Of(templates)?.Form is not { } form || FormTokens.Of(form.Texts, vocabulary) is not { } tokens) return null;
        // Where the template wrote no call itself, and only its source tells, the token must be there too.
        return templates!.ForTools.Habits.CallsInContent is null || tokens.FirstIn(form.Trigger) is not null ? new ToolFamily(form, tokens) : null;
    }
}
